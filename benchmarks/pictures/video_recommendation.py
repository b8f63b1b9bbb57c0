from diagrams import Cluster, Diagram, Edge
from diagrams.onprem.analytics import Flink, Hive, Spark
from diagrams.onprem.client import Users
from diagrams.onprem.compute import Server
from diagrams.onprem.database import Cassandra
from diagrams.onprem.gitops import ArgoCD
from diagrams.onprem.inmemory import Redis
from diagrams.onprem.monitoring import Prometheus
from diagrams.onprem.network import Envoy, Kong
from diagrams.onprem.queue import Kafka
from diagrams.onprem.workflow import Airflow
from diagrams.saas.alerting import Pagerduty

with Diagram("Video recommendation", filename="diagrams", direction="LR", show=False):
    app = Users("Viewer app\nmobile and web")
    with Cluster("Online serving"):
        lb = Envoy("Load balancer\nEnvoy")
        gateway = Kong("API gateway\nKong")
        home = Server("Home service\nKubernetes")
        experiments = Server("Experiments\nA/B testing")
        popular = Redis("Popular lists\nRedis")
        with Cluster("Retrieval"):
            two_tower = Server("Two-tower retrieval\nviewer tower")
            ann = Server("Video index\nHNSW")
            follows = Server("Subscriptions\nCandidates")
            trending = Server("Trending & local\nCandidates")
            mix = Server("Merge & filter\nCandidate merger")
        with Cluster("Ranking"):
            ranker = Server("Ranker\nTriton")
            hydrator = Server("Feature server")
            features = Redis("Online features\nRedis")
            re_ranker = Server("Re-rank & explore\nRe-ranker")
    with Cluster("Data & features"):
        collector = Server("Event collector")
        events = Kafka("Event log\nKafka")
        stream_features = Flink("Streaming features\nFlink")
        lake = Server("Data lake\nIceberg on S3")
        batch_features = Spark("Batch features\nSpark")
        history = Hive("Offline features\nHive")
        labels = Flink("Label join\nFlink")
        dataset = Spark("Dataset & checks\nSpark")
    with Cluster("Training & release"):
        scheduler = Airflow("Scheduler\nAirflow")
        trainer = Server("Trainer\nPyTorch")
        gate = Server("Evaluation gate\nOffline evaluator")
        registry = Server("Model registry\nMLflow")
        deployer = ArgoCD("Deployer\nArgo CD")
    with Cluster("Indexing"):
        uploads = Server("Upload pipeline")
        catalog = Cassandra("Video catalogue\nCassandra")
        item_tower = Server("Video tower\nPyTorch")
        indexer = Server("Index builder\nFAISS")
    with Cluster("Monitoring"):
        metrics = Prometheus("Metrics\nPrometheus")
        drift = Server("Model monitor\nEvidently")
        alerts = Pagerduty("On-call\nPagerDuty")
    app >> Edge(label="request ← ranked list") >> lb
    lb >> gateway
    gateway >> home
    home >> Edge(label="← assignment") >> experiments
    home >> Edge(label="← viewer features") >> features
    home >> Edge(label="← candidates") >> [two_tower, follows, trending]
    two_tower >> Edge(label="embedding ← candidates") >> ann
    follows >> Edge(label="← video ids") >> catalog
    trending >> Edge(label="← candidates") >> popular
    home >> Edge(label="candidates") >> mix
    home >> Edge(label="candidates ← scores") >> ranker
    ranker >> Edge(label="← video features") >> hydrator
    home >> Edge(label="scores ← ranked list") >> re_ranker
    home >> Edge(label="← ranked list", style="dashed") >> popular
    app >> Edge(label="reactions", style="dashed") >> collector
    home >> Edge(label="served features", style="dashed") >> collector
    collector >> Edge(label="events", style="dashed") >> events
    events >> Edge(style="dashed") >> stream_features
    stream_features >> Edge(label="fresh features", style="dashed") >> features
    stream_features >> Edge(label="trending counts", style="dashed") >> popular
    events >> Edge(label="events", style="dashed") >> labels
    labels >> Edge(label="labels", style="dotted") >> dataset
    events >> Edge(label="events", style="dotted") >> lake
    lake >> Edge(style="dotted") >> batch_features
    batch_features >> Edge(label="features", style="dotted") >> history
    history >> Edge(style="dotted") >> [features, hydrator]
    history >> Edge(label="features", style="dotted") >> dataset
    dataset >> Edge(label="training data", style="dotted") >> trainer
    dataset >> Edge(label="test set", style="dotted") >> gate
    trainer >> Edge(label="model", style="dotted") >> gate
    gate >> Edge(style="dotted") >> registry
    registry >> Edge(style="bold") >> deployer
    deployer >> Edge(label="tower models (same version)", style="bold") >> [two_tower, item_tower]
    deployer >> Edge(label="model", style="bold") >> ranker
    scheduler >> Edge(label="daily run", style="dotted") >> [batch_features, trainer]
    uploads >> Edge(label="new videos", style="dashed") >> catalog
    catalog >> Edge(label="new videos", style="dashed") >> item_tower
    item_tower >> Edge(label="embeddings", style="dotted") >> indexer
    indexer >> Edge(label="index", style="bold") >> ann
    gateway >> Edge(label="metrics", style="dashed") >> metrics
    home >> Edge(label="metrics", style="dashed") >> metrics
    two_tower >> Edge(label="metrics", style="dashed") >> metrics
    ranker >> Edge(label="metrics", style="dashed") >> metrics
    events >> Edge(label="served features", style="dashed") >> drift
    labels >> Edge(label="labels", style="dashed") >> drift
    metrics >> Edge(label="alerts", style="dashed") >> alerts
    drift >> Edge(label="alerts", style="dashed") >> alerts
    dataset >> Edge(label="alerts", style="dashed") >> alerts
    drift >> Edge(label="retrain trigger", style="dashed") >> scheduler
