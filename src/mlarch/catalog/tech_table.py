"""The products: what each is called, the icon that shows it, and the kind it usually plays.

One line per product: `id | name | node class below diagrams, or - | kind, or - | other names`. The icon is
`-` where the diagrams library has none of its own for the product: a plain glyph misleads nobody, a wrong
logo does.
What the catalogue has no kind for is a generic one (`service`, `store`, ...): the product is drawn and
nothing is assumed. The kind is `-` where a product plays many parts, which its neighbours tell apart.
"""

from __future__ import annotations

__all__ = ["PRODUCTS"]

PRODUCTS = """
kafka | Apache Kafka | onprem.queue.Kafka | event_stream | confluent, confluent kafka, confluent cloud
msk | Amazon MSK | aws.analytics.ManagedStreamingForKafka | event_stream | aws msk, managed kafka
kinesis | Amazon Kinesis | aws.analytics.KinesisDataStreams | event_stream | kinesis data streams, aws kinesis
firehose | Amazon Data Firehose | aws.analytics.KinesisDataFirehose | event_collector | kinesis firehose
kinesis_analytics | Kinesis Data Analytics | aws.analytics.KinesisDataAnalytics | stream_processor |
pubsub | Google Pub/Sub | gcp.analytics.Pubsub | event_stream | pub/sub, gcp pubsub, cloud pub/sub
pulsar | Apache Pulsar | - | event_stream |
redpanda | Redpanda | - | event_stream |
event_hubs | Azure Event Hubs | azure.analytics.EventHubs | event_stream | event hubs
eventbridge | Amazon EventBridge | aws.integration.Eventbridge | event_stream | event bridge
nats | NATS | onprem.queue.Nats | message_queue | nats jetstream, jetstream
rabbitmq | RabbitMQ | onprem.queue.Rabbitmq | message_queue | rabbit mq
mqtt | MQTT | - | message_queue | mosquitto, eclipse mosquitto, emqx, hivemq
activemq | ActiveMQ | onprem.queue.ActiveMQ | message_queue | apache activemq, amazon mq
zeromq | ZeroMQ | onprem.queue.ZeroMQ | message_queue | 0mq
sqs | Amazon SQS | aws.integration.SQS | message_queue | simple queue service, aws sqs
service_bus | Azure Service Bus | azure.integration.ServiceBus | message_queue | service bus
cloud_tasks | Google Cloud Tasks | gcp.devtools.Tasks | message_queue |
celery | Celery | onprem.queue.Celery | worker |
sns | Amazon SNS | aws.integration.SNS | notification_service | simple notification service, aws sns
ses | Amazon SES | aws.engagement.SES | notification_service | simple email service
twilio | Twilio | saas.communication.Twilio | notification_service | sendgrid by twilio
sendgrid | SendGrid | azure.integration.SendgridAccounts | notification_service |
fcm | Firebase Cloud Messaging | firebase.grow.FCM | notification_service | firebase messaging
apns | Apple Push Notification service | - | notification_service | apple push
redis | Redis | onprem.inmemory.Redis | cache | redis cluster, redis cache, redis enterprise
valkey | Valkey | - | cache |
memcached | Memcached | onprem.inmemory.Memcached | cache | memcache
elasticache | Amazon ElastiCache | aws.database.ElastiCache | cache | elasticache redis
memorystore | Google Memorystore | gcp.database.Memorystore | cache |
azure_redis | Azure Cache for Redis | azure.database.CacheForRedis | cache | azure redis cache
dax | DynamoDB Accelerator | aws.database.DynamodbDax | cache | dynamodb dax
aerospike | Aerospike | onprem.inmemory.Aerospike | nosql_db |
hazelcast | Hazelcast | onprem.inmemory.Hazelcast | cache |
varnish | Varnish | - | cache |
rocksdb | RocksDB | - | nosql_db |
postgresql | PostgreSQL | onprem.database.PostgreSQL | relational_db | postgres, postgre sql, pg
mysql | MySQL | onprem.database.MySQL | relational_db | vitess mysql
vitess | Vitess | - | relational_db |
mariadb | MariaDB | onprem.database.MariaDB | relational_db |
sqlserver | Microsoft SQL Server | onprem.database.MSSQL | relational_db | mssql, ms sql, sql server
oracle | Oracle Database | onprem.database.Oracle | relational_db | oracle db
cockroachdb | CockroachDB | onprem.database.CockroachDB | relational_db | cockroach, cockroach db
sqlite | SQLite | - | relational_db |
tidb | TiDB | - | relational_db |
rds | Amazon RDS | aws.database.RDS | relational_db | aws rds
rds_postgresql | Amazon RDS for PostgreSQL | aws.database.RDSPostgresqlInstance | relational_db | rds postgres
rds_mysql | Amazon RDS for MySQL | aws.database.RDSMysqlInstance | relational_db | rds for mysql
aurora | Amazon Aurora | aws.database.Aurora | relational_db | aws aurora, aurora postgres, aurora mysql
spanner | Google Cloud Spanner | gcp.database.Spanner | relational_db | cloud spanner
cloud_sql | Google Cloud SQL | gcp.database.SQL | relational_db | gcp sql
azure_sql | Azure SQL Database | azure.database.SQLDatabases | relational_db | azure sql db
cassandra | Apache Cassandra | onprem.database.Cassandra | nosql_db | datastax
scylladb | ScyllaDB | onprem.database.Scylla | nosql_db | scylla, scylla db
dynamodb | Amazon DynamoDB | aws.database.Dynamodb | nosql_db | dynamo db, dynamo, aws dynamodb
dynamodb_streams | DynamoDB Streams | aws.database.DynamodbStreams | cdc |
bigtable | Google Bigtable | gcp.database.Bigtable | nosql_db | big table, cloud bigtable
hbase | Apache HBase | onprem.database.HBase | nosql_db |
mongodb | MongoDB | onprem.database.MongoDB | nosql_db | mongo, mongo db, mongodb atlas
couchbase | Couchbase | onprem.database.Couchbase | nosql_db |
couchdb | CouchDB | onprem.database.CouchDB | nosql_db | apache couchdb
documentdb | Amazon DocumentDB | aws.database.DocumentdbMongodbCompatibility | nosql_db | aws documentdb
keyspaces | Amazon Keyspaces | aws.database.KeyspacesManagedApacheCassandraService | nosql_db |
firestore | Firestore | gcp.database.Firestore | nosql_db | cloud firestore
google_datastore | Google Datastore | gcp.database.Datastore | nosql_db | cloud datastore
cosmosdb | Azure Cosmos DB | azure.database.CosmosDb | nosql_db | cosmos db, cosmos
voldemort | Voldemort | - | nosql_db |
venice | Venice | - | nosql_db | venice db
rockset | Rockset | - | data_warehouse |
neo4j | Neo4j | onprem.database.Neo4J | graph_db | neo 4j
janusgraph | JanusGraph | onprem.database.JanusGraph | graph_db | janus graph
neptune | Amazon Neptune | aws.database.Neptune | graph_db | aws neptune
dgraph | Dgraph | onprem.database.Dgraph | graph_db |
tigergraph | TigerGraph | - | graph_db |
nebulagraph | NebulaGraph | - | graph_db | nebula graph
s3 | Amazon S3 | aws.storage.S3 | object_store | aws s3, simple storage service, s3 bucket
glacier | Amazon S3 Glacier | aws.storage.S3Glacier | object_store | s3 glacier
gcs | Google Cloud Storage | gcp.storage.GCS | object_store | google storage
azure_blob | Azure Blob Storage | azure.storage.BlobStorage | object_store | azure blob, azure storage
minio | MinIO | - | object_store |
ceph | Ceph | onprem.storage.Ceph | object_store |
efs | Amazon EFS | aws.storage.EFS | object_store | elastic file system
ebs | Amazon EBS | aws.storage.EBS | store | elastic block store
hdfs | HDFS | onprem.analytics.Hadoop | data_lake | hadoop hdfs, hadoop distributed file system
iceberg | Apache Iceberg | - | data_lake | s3 iceberg
delta_lake | Delta Lake | - | data_lake | delta tables, delta table
hudi | Apache Hudi | - | data_lake |
lake_formation | AWS Lake Formation | aws.analytics.LakeFormation | data_lake |
adls | Azure Data Lake Storage | azure.storage.DataLakeStorage | data_lake | azure data lake
bigquery | Google BigQuery | gcp.analytics.Bigquery | data_warehouse | big query, bq
snowflake | Snowflake | saas.analytics.Snowflake | data_warehouse |
redshift | Amazon Redshift | aws.analytics.Redshift | data_warehouse | aws redshift, red shift
synapse | Azure Synapse | azure.analytics.SynapseAnalytics | data_warehouse | synapse analytics
hive | Apache Hive | onprem.analytics.Hive | data_warehouse | hive metastore, hive tables
presto | Presto | onprem.analytics.Presto | data_warehouse | prestodb
trino | Trino | onprem.analytics.Trino | data_warehouse |
athena | Amazon Athena | aws.analytics.Athena | data_warehouse | aws athena
clickhouse | ClickHouse | onprem.database.ClickHouse | data_warehouse | click house
duckdb | DuckDB | onprem.database.Duckdb | data_warehouse | duck db
dremio | Dremio | onprem.analytics.Dremio | data_warehouse |
pinot | Apache Pinot | - | data_warehouse |
teradata | Teradata | - | data_warehouse |
vertica | Vertica | - | data_warehouse |
elasticsearch | Elasticsearch | elastic.elasticsearch.Elasticsearch | search_index | elastic, elastic search
opensearch | OpenSearch | aws.analytics.AmazonOpensearchService | search_index | open search
solr | Apache Solr | onprem.search.Solr | search_index |
lucene | Apache Lucene | - | search_index |
algolia | Algolia | - | search_index |
typesense | Typesense | - | search_index |
meilisearch | Meilisearch | - | search_index |
kendra | Amazon Kendra | aws.ml.Kendra | search_index |
cognitive_search | Azure AI Search | azure.aimachinelearning.CognitiveSearch | search_index | azure search
qdrant | Qdrant | onprem.database.Qdrant | vector_index |
milvus | Milvus | - | vector_index | zilliz
pinecone | Pinecone | - | vector_index |
weaviate | Weaviate | - | vector_index |
chroma | Chroma | - | vector_index | chromadb, chroma db
faiss | Faiss | - | vector_index | meta faiss, faiss hnsw, faiss ivf
scann | ScaNN | - | vector_index | google scann
annoy | Annoy | - | vector_index | spotify annoy
pgvector | pgvector | onprem.database.PostgreSQL | vector_index | pg vector, postgres pgvector
vespa | Vespa | - | vector_index | vespa ai
lancedb | LanceDB | - | vector_index | lance db
hnswlib | hnswlib | - | vector_index |
vertex_vector_search | Vertex AI Vector Search | gcp.ml.VertexAI | vector_index | vertex vector search
influxdb | InfluxDB | onprem.database.InfluxDB | timeseries_db | influx, influx db
druid | Apache Druid | onprem.database.Druid | timeseries_db |
timestream | Amazon Timestream | aws.database.Timestream | timeseries_db |
timescaledb | TimescaleDB | - | timeseries_db | timescale
victoriametrics | VictoriaMetrics | - | timeseries_db | victoria metrics
thanos | Thanos | onprem.monitoring.Thanos | timeseries_db |
mimir | Grafana Mimir | onprem.monitoring.Mimir | timeseries_db |
m3 | M3 | - | timeseries_db | m3db, uber m3
opentsdb | OpenTSDB | - | timeseries_db |
debezium | Debezium | - | cdc |
dms | AWS Database Migration Service | aws.database.DMS | cdc | aws dms
fivetran | Fivetran | - | cdc |
airbyte | Airbyte | - | batch_compute |
nifi | Apache NiFi | onprem.workflow.Nifi | batch_compute | ni fi
spark | Apache Spark | onprem.analytics.Spark | batch_compute | pyspark, spark sql
spark_streaming | Spark Streaming | onprem.analytics.Spark | stream_processor | structured streaming
hadoop | Apache Hadoop | onprem.analytics.Hadoop | batch_compute | hadoop mapreduce, yarn
beam | Apache Beam | onprem.analytics.Beam | batch_compute |
dataflow | Google Dataflow | gcp.analytics.Dataflow | batch_compute | cloud dataflow
dataproc | Google Dataproc | gcp.analytics.Dataproc | batch_compute |
emr | Amazon EMR | aws.analytics.EMR | batch_compute | elastic mapreduce, aws emr
glue | AWS Glue | aws.analytics.Glue | batch_compute |
aws_batch | AWS Batch | aws.compute.Batch | batch_compute |
databricks | Databricks | onprem.analytics.Databricks | batch_compute | azure databricks
dbt | dbt | onprem.analytics.Dbt | batch_compute | dbt core, dbt cloud
dask | Dask | - | batch_compute |
pandas | pandas | - | batch_compute |
hdinsight | Azure HDInsight | azure.analytics.HDInsightClusters | batch_compute |
data_factory | Azure Data Factory | azure.analytics.DataFactories | batch_compute | adf
ray | Ray | - | - | ray cluster, ray data, anyscale
ray_serve | Ray Serve | - | model_server |
ray_train | Ray Train | - | training_pipeline |
ray_tune | Ray Tune | - | hyperparameter_tuner |
flink | Apache Flink | onprem.analytics.Flink | stream_processor | flink sql, pyflink
kafka_streams | Kafka Streams | onprem.queue.Kafka | stream_processor | ksqldb, ksql
storm | Apache Storm | onprem.analytics.Storm | stream_processor | heron storm
samza | Apache Samza | - | stream_processor |
materialize | Materialize | - | stream_processor |
stream_analytics | Azure Stream Analytics | azure.analytics.StreamAnalyticsJobs | stream_processor |
airflow | Apache Airflow | onprem.workflow.Airflow | workflow_orchestrator | airflow dag
mwaa | Amazon MWAA | aws.management.AmazonManagedWorkflowsApacheAirflow | workflow_orchestrator |
composer | Google Cloud Composer | gcp.analytics.Composer | workflow_orchestrator | cloud composer
kubeflow | Kubeflow | onprem.workflow.Kubeflow | workflow_orchestrator | kubeflow pipelines, kfp
argo_workflows | Argo Workflows | - | workflow_orchestrator | argo
dagster | Dagster | - | workflow_orchestrator |
prefect | Prefect | - | workflow_orchestrator |
flyte | Flyte | - | workflow_orchestrator |
luigi | Luigi | - | workflow_orchestrator |
temporal | Temporal | - | workflow_orchestrator |
metaflow | Metaflow | - | workflow_orchestrator |
zenml | ZenML | - | workflow_orchestrator |
tfx | TFX | - | workflow_orchestrator | tensorflow extended
step_functions | AWS Step Functions | aws.integration.StepFunctions | workflow_orchestrator | step functions
digdag | Digdag | onprem.workflow.Digdag | workflow_orchestrator |
cloud_scheduler | Google Cloud Scheduler | gcp.devtools.Scheduler | workflow_orchestrator |
logic_apps | Azure Logic Apps | azure.integration.LogicApps | workflow_orchestrator | logic app
feast | Feast | - | - | feast feature store
tecton | Tecton | - | - | tecton feature store
hopsworks | Hopsworks | - | - | hopsworks feature store
great_expectations | Great Expectations | - | data_validation | gx
deequ | Deequ | - | data_validation | aws deequ, pydeequ
tfdv | TensorFlow Data Validation | - | data_validation | tf data validation
pandera | Pandera | - | data_validation |
monte_carlo | Monte Carlo Data | - | data_validation |
label_studio | Label Studio | - | labeling_platform | labelstudio
labelbox | Labelbox | - | labeling_platform |
scale_ai | Scale AI | - | labeling_platform |
prodigy | Prodigy | - | labeling_platform |
cvat | CVAT | - | labeling_platform |
snorkel | Snorkel | - | label_joiner |
ground_truth | SageMaker Ground Truth | aws.ml.SagemakerGroundTruth | labeling_platform |
sagemaker | Amazon SageMaker | aws.ml.Sagemaker | - | aws sagemaker, sage maker
vertex_ai | Vertex AI | gcp.ml.VertexAI | - | google vertex ai, vertex
azure_ml | Azure Machine Learning | azure.ml.MachineLearningServiceWorkspaces | - | azureml
pytorch | PyTorch | - | - | torch, pytorch lightning, pytorch ddp
tensorflow | TensorFlow | - | - | keras, tensor flow
jax | JAX | - | - |
xgboost | XGBoost | - | - | xg boost
lightgbm | LightGBM | - | - | light gbm
catboost | CatBoost | - | - |
sklearn | scikit-learn | - | - | scikit learn
huggingface | Hugging Face | - | - | hugging face transformers
deepspeed | DeepSpeed | - | training_pipeline |
horovod | Horovod | - | training_pipeline |
megatron | Megatron-LM | - | training_pipeline | megatron lm
torchrec | TorchRec | - | parameter_server |
automl | Google AutoML | gcp.ml.AutoML | hyperparameter_tuner | vertex automl
katib | Katib | - | hyperparameter_tuner |
optuna | Optuna | - | hyperparameter_tuner |
vizier | Vizier | - | hyperparameter_tuner | google vizier, vertex vizier
mlflow | MLflow | - | - | ml flow
wandb | Weights & Biases | - | experiment_tracker | w&b, weights and biases
neptune_ai | neptune.ai | - | experiment_tracker | neptune ai
comet | Comet | - | experiment_tracker | comet ml
clearml | ClearML | - | experiment_tracker |
polyaxon | Polyaxon | onprem.mlops.Polyaxon | experiment_tracker |
tensorboard | TensorBoard | - | experiment_tracker |
dvc | DVC | - | store |
triton | NVIDIA Triton | - | model_server | triton inference server, nvidia triton inference server
tf_serving | TensorFlow Serving | - | model_server | tf serving, tfserving
torchserve | TorchServe | - | model_server | torch serve
kserve | KServe | - | model_server | kfserving
seldon | Seldon Core | - | model_server | seldon
bentoml | BentoML | - | model_server | bento ml
tensorrt | TensorRT | - | model_server | tensor rt
onnx_runtime | ONNX Runtime | - | model_server | onnxruntime, onnx
personalize | Amazon Personalize | aws.ml.Personalize | service | aws personalize
rekognition | Amazon Rekognition | aws.ml.Rekognition | model_server |
fraud_detector | Amazon Fraud Detector | aws.ml.FraudDetector | model_server |
tflite | TensorFlow Lite | - | edge_model | tf lite, litert
core_ml | Core ML | - | edge_model | coreml
ml_kit | ML Kit | firebase.develop.MLKit | edge_model | firebase ml kit
kubernetes | Kubernetes | - | service | k8s
eks | Amazon EKS | aws.compute.EKS | service | aws eks
gke | Google Kubernetes Engine | gcp.compute.GKE | service |
aks | Azure Kubernetes Service | azure.compute.AKS | service |
docker | Docker | onprem.container.Docker | service |
ecs | Amazon ECS | aws.compute.ECS | service | aws ecs
fargate | AWS Fargate | aws.compute.Fargate | service |
ec2 | Amazon EC2 | aws.compute.EC2 | api_server | aws ec2
lambda | AWS Lambda | aws.compute.Lambda | - | aws lambda, lambda function
cloud_run | Google Cloud Run | gcp.compute.Run | api_server |
cloud_functions | Google Cloud Functions | gcp.compute.Functions | - | gcf
app_engine | Google App Engine | gcp.compute.AppEngine | api_server | gae
azure_functions | Azure Functions | azure.compute.FunctionApps | - | azure function app, function app
gpu | GPU | - | service | gpus
tpu | TPU | gcp.ml.TPU | service | cloud tpu
nginx | NGINX | onprem.network.Nginx | load_balancer | nginx plus
haproxy | HAProxy | onprem.network.Haproxy | load_balancer | ha proxy
envoy | Envoy | onprem.network.Envoy | - | envoy proxy
traefik | Traefik | onprem.network.Traefik | load_balancer |
caddy | Caddy | onprem.network.Caddy | api_gateway |
istio | Istio | onprem.network.Istio | traffic_router |
linkerd | Linkerd | onprem.network.Linkerd | traffic_router |
alb | Application Load Balancer | aws.network.ALB | load_balancer | aws alb
nlb | Network Load Balancer | aws.network.NLB | load_balancer | aws nlb
elb | Elastic Load Balancing | aws.network.ElasticLoadBalancing | load_balancer | aws elb
gcp_lb | Google Cloud Load Balancing | gcp.network.LoadBalancing | load_balancer | gclb, gcp load balancer
azure_lb | Azure Load Balancer | azure.network.LoadBalancers | load_balancer |
aws_api_gateway | Amazon API Gateway | aws.network.APIGateway | api_gateway | aws api gateway
apigee | Apigee | gcp.api.Apigee | api_gateway |
kong | Kong | onprem.network.Kong | api_gateway | kong gateway
tyk | Tyk | onprem.network.Tyk | api_gateway |
ambassador | Ambassador | onprem.network.Ambassador | api_gateway | emissary
azure_apim | Azure API Management | azure.integration.APIManagement | api_gateway | apim
zuul | Netflix Zuul | - | api_gateway | zuul gateway
cloudfront | Amazon CloudFront | aws.network.CloudFront | cdn | cloud front
akamai | Akamai | saas.cdn.Akamai | cdn |
fastly | Fastly | saas.cdn.Fastly | cdn |
cloudflare | Cloudflare | saas.cdn.Cloudflare | cdn |
gcp_cdn | Google Cloud CDN | gcp.network.CDN | cdn | cloud cdn
route53 | Amazon Route 53 | aws.network.Route53 | dns | route 53
cloud_dns | Google Cloud DNS | gcp.network.DNS | dns |
coredns | CoreDNS | onprem.dns.Coredns | dns | core dns
cognito | Amazon Cognito | aws.security.Cognito | auth_service | aws cognito
auth0 | Auth0 | saas.identity.Auth0 | auth_service |
okta | Okta | saas.identity.Okta | auth_service |
keycloak | Keycloak | - | auth_service |
entra | Microsoft Entra ID | azure.identity.ActiveDirectory | auth_service | azure ad, entra id
aws_waf | AWS WAF | aws.security.WAF | rate_limiter |
vault | HashiCorp Vault | onprem.security.Vault | store |
consul | Consul | onprem.network.Consul | store |
etcd | etcd | onprem.network.Etcd | store |
zookeeper | ZooKeeper | onprem.network.Zookeeper | store | apache zookeeper
fluentd | Fluentd | onprem.aggregator.Fluentd | event_collector |
fluent_bit | Fluent Bit | onprem.logging.FluentBit | event_collector | fluentbit
filebeat | Filebeat | elastic.beats.Filebeat | event_collector |
logstash | Logstash | elastic.elasticsearch.Logstash | event_collector |
segment | Segment | - | event_collector | twilio segment
snowplow | Snowplow | - | event_collector |
google_analytics | Google Analytics | - | event_collector | ga4
scribe | Scribe | - | event_collector |
flume | Apache Flume | - | event_collector |
prometheus | Prometheus | onprem.monitoring.Prometheus | metrics_monitor |
grafana | Grafana | onprem.monitoring.Grafana | dashboard |
datadog | Datadog | onprem.monitoring.Datadog | metrics_monitor | data dog
cloudwatch | Amazon CloudWatch | aws.management.Cloudwatch | metrics_monitor | cloud watch
cloudwatch_logs | CloudWatch Logs | aws.management.CloudwatchLogs | log_store |
newrelic | New Relic | onprem.monitoring.Newrelic | metrics_monitor | new relic
dynatrace | Dynatrace | onprem.monitoring.Dynatrace | metrics_monitor |
nagios | Nagios | onprem.monitoring.Nagios | metrics_monitor |
zabbix | Zabbix | onprem.monitoring.Zabbix | metrics_monitor |
azure_monitor | Azure Monitor | azure.monitor.Monitor | metrics_monitor |
gcp_monitoring | Google Cloud Monitoring | gcp.operations.Monitoring | metrics_monitor | cloud monitoring
evidently | Evidently | - | model_monitor | evidently ai
whylabs | WhyLabs | - | model_monitor | whylogs
arize | Arize | - | model_monitor | arize ai
fiddler | Fiddler | - | model_monitor | fiddler ai
nannyml | NannyML | - | model_monitor |
loki | Grafana Loki | onprem.logging.Loki | log_store |
splunk | Splunk | onprem.monitoring.Splunk | log_store |
graylog | Graylog | onprem.logging.Graylog | log_store |
stackdriver | Google Cloud Logging | gcp.operations.Logging | log_store | cloud logging
kibana | Kibana | elastic.elasticsearch.Kibana | dashboard |
sentry | Sentry | onprem.monitoring.Sentry | log_store |
jaeger | Jaeger | onprem.tracing.Jaeger | tracing |
tempo | Grafana Tempo | onprem.tracing.Tempo | tracing |
zipkin | Zipkin | - | tracing |
opentelemetry | OpenTelemetry | - | tracing | otel, open telemetry
langfuse | Langfuse | - | tracing |
langsmith | LangSmith | - | tracing |
xray | AWS X-Ray | - | tracing | x-ray, aws x-ray
pagerduty | PagerDuty | saas.alerting.Pagerduty | alerting | pager duty
opsgenie | Opsgenie | saas.alerting.Opsgenie | alerting |
slack | Slack | saas.chat.Slack | notification_service |
microsoft_teams | Microsoft Teams | - | notification_service | ms teams
looker | Looker | gcp.analytics.Looker | dashboard | looker studio
tableau | Tableau | onprem.analytics.Tableau | dashboard |
superset | Apache Superset | onprem.analytics.Superset | dashboard |
metabase | Metabase | onprem.analytics.Metabase | dashboard |
powerbi | Power BI | onprem.analytics.Powerbi | dashboard | microsoft power bi
quicksight | Amazon QuickSight | aws.analytics.Quicksight | dashboard |
hubspot | HubSpot | - | external |
sap | SAP | - | external |
confluence | Confluence | - | store |
sharepoint | SharePoint | - | store | share point
notion | Notion | - | store |
jupyter | Jupyter | - | job | jupyter notebook, jupyterlab, google colab, colab
salesforce | Salesforce | - | external | sales force, salesforce crm
zendesk | Zendesk | saas.crm.Zendesk | feedback_collector |
optimizely | Optimizely | - | ab_testing |
launchdarkly | LaunchDarkly | - | ab_testing | launch darkly
statsig | Statsig | - | ab_testing |
growthbook | GrowthBook | - | ab_testing | growth book
appconfig | AWS AppConfig | aws.management.SystemsManagerAppConfig | ab_testing | app config
argocd | Argo CD | onprem.gitops.ArgoCD | model_deployer | argo cd
argo_rollouts | Argo Rollouts | - | model_deployer |
flagger | Flagger | onprem.gitops.Flagger | model_deployer |
flux | Flux | onprem.gitops.Flux | model_deployer | flux cd
spinnaker | Spinnaker | onprem.cd.Spinnaker | model_deployer |
jenkins | Jenkins | onprem.ci.Jenkins | model_deployer |
github_actions | GitHub Actions | onprem.ci.GithubActions | model_deployer |
gitlab_ci | GitLab CI | onprem.ci.GitlabCI | model_deployer | gitlab ci/cd
tekton | Tekton | onprem.cd.Tekton | model_deployer |
helm | Helm | k8s.ecosystem.Helm | model_deployer |
terraform | Terraform | onprem.iac.Terraform | job |
harbor | Harbor | onprem.registry.Harbor | store |
ecr | Amazon ECR | aws.compute.ECR | store |
artifactory | JFrog Artifactory | onprem.registry.Jfrog | store | jfrog
macie | Amazon Macie | aws.security.Macie | privacy_service |
presidio | Microsoft Presidio | - | privacy_service |
cloudtrail | AWS CloudTrail | aws.management.Cloudtrail | audit_log | cloud trail
datahub | DataHub | - | audit_log |
openlineage | OpenLineage | - | audit_log | open lineage, marquez
data_catalog | Google Data Catalog | gcp.analytics.DataCatalog | feature_registry | gcp data catalog
bedrock | Amazon Bedrock | aws.ml.Bedrock | llm_server | aws bedrock
azure_openai | Azure OpenAI | azure.ml.AzureOpenAI | llm_server | azure open ai
openai | OpenAI | - | llm_server | open ai, chatgpt
anthropic | Anthropic | - | llm_server |
cohere | Cohere | - | - |
vllm | vLLM | - | llm_server |
tgi | Text Generation Inference | - | llm_server | hugging face tgi
tensorrt_llm | TensorRT-LLM | - | llm_server | trt llm
sglang | SGLang | - | llm_server |
ollama | Ollama | - | llm_server |
llama_cpp | llama.cpp | - | llm_server | llamacpp
litellm | LiteLLM | - | llm_gateway | lite llm
portkey | Portkey | - | llm_gateway |
openrouter | OpenRouter | - | llm_gateway | open router
langchain | LangChain | - | agent_orchestrator | lang chain
langgraph | LangGraph | - | agent_orchestrator | lang graph
llamaindex | LlamaIndex | - | agent_orchestrator | llama index
crewai | CrewAI | - | agent_orchestrator | crew ai
autogen | AutoGen | - | agent_orchestrator |
n8n | n8n | saas.automation.N8N | workflow_orchestrator |
llama_guard | Llama Guard | - | guardrail |
nemo_guardrails | NeMo Guardrails | - | guardrail | nemo guardrail
gptcache | GPTCache | - | semantic_cache | gpt cache
lmcache | LMCache | - | kv_cache_store | lm cache
mooncake | Mooncake | - | kv_cache_store |
ragas | Ragas | - | llm_evaluator |
deepeval | DeepEval | - | llm_evaluator |
textract | Amazon Textract | aws.ml.Textract | document_ingester |
tika | Apache Tika | - | document_ingester |
unstructured | Unstructured | - | document_ingester | unstructured io
comprehend | Amazon Comprehend | aws.ml.Comprehend | service |
mediaconvert | AWS Elemental MediaConvert | aws.media.ElementalMediaconvert | preprocessor |
ffmpeg | FFmpeg | - | preprocessor |
python | Python | programming.language.Python | service | python 3
java | Java | programming.language.Java | service |
golang | Go | programming.language.Go | service | go lang, go
rust | Rust | programming.language.Rust | service |
cpp | C++ | programming.language.Cpp | service | c++
scala | Scala | programming.language.Scala | service |
kotlin | Kotlin | programming.language.Kotlin | service |
nodejs | Node.js | programming.language.Nodejs | service | node js
typescript | TypeScript | programming.language.Typescript | service |
fastapi | FastAPI | programming.framework.Fastapi | api_server | fast api
flask | Flask | programming.framework.Flask | api_server |
django | Django | programming.framework.Django | api_server |
spring | Spring Boot | programming.framework.Spring | api_server | spring
rails | Ruby on Rails | programming.framework.Rails | api_server | rails
graphql | GraphQL | programming.framework.Graphql | api_server | graph ql
react | React | programming.framework.React | client | react native, reactjs
nextjs | Next.js | programming.framework.Nextjs | client | next js
flutter | Flutter | programming.framework.Flutter | client |
android | Android | generic.os.Android | client |
ios | iOS | generic.os.IOS | client |
stripe | Stripe | saas.payment.Stripe | external |
paypal | PayPal | saas.payment.Paypal | external |
"""
