"""Kinds of systems built around large language models."""

from __future__ import annotations

from mlarch.catalog.base import Kind, Role, State, Typical
from mlarch.catalog.kinds.shared import ITEMS, listed, types
from mlarch.catalog.traits import Trait, traits
from mlarch.model import Plane

__all__ = ["KINDS"]

_NOT_SERVED = types("labels training_dataset index")

KINDS = (
    Kind(
        id="llm_server",
        name="LLM inference server",
        short="LLM server",
        family="llm",
        role=Role.SERVICE,
        plane=Plane.ONLINE,
        description="Generates text token by token on accelerators, many conversations in one batch.",
        aliases=listed("""LLM, foundation model, chat model, completion service, OpenAI API,
        LLM inference, LLM server, LLM service, LLM serving, LLM inference service, LLM API, LLM model,
        LLM endpoint, LLM provider, LLM backend, LLM engine, LLM worker, LLM cluster,
        large language model, language model, GPT, GPT-4, Claude, Gemini, Llama, Mistral, chat completion,
        chat completions API, completion API, text generation, text generation service, text generator,
        generation service, generation model, generative model, generative AI, GenAI model, generation,
        answer generator, answer generation, response generator, response generation, fallback LLM,
        backup LLM, small language model, SLM, hosted LLM, self-hosted LLM, model provider, decoder LLM,
        prefill server, decode server, inference GPU pool, text to image model, image generator,
        diffusion model, summariser, summarisation model, translator model, reasoning model"""),
        consumes=types("prompt model_artifact request query tokens chunks documents media config candidates"),
        produces=types("tokens response metrics predictions"),
        typical=Typical(
            1.5,
            10.0,
            None,
            "7-8B on one 80 GB GPU: 1-3k output tokens/s batched; first token in 0.1-0.5 s, then "
            "10-50 ms each",
        ),
        glyph="llm",
        state=State.SOFT,
        refuses=_NOT_SERVED,
        traits=traits(
            "generates scores infers online_stage holds_weights ready_made scores_items orders converses"
        ),
    ),
    Kind(
        id="llm_gateway",
        name="LLM gateway / model router",
        short="LLM gateway",
        family="llm",
        role=Role.SERVICE,
        plane=Plane.ONLINE,
        description=(
            "One door to several language models: picks one, keeps quotas and cost, turns to another on "
            "failure."
        ),
        aliases=listed("""AI gateway, GenAI gateway, LLM proxy, provider fallback, prompt router,
        LLM gateway, LLM router, LLM load balancer, model gateway, AI proxy, LLM access layer,
        provider router, LLM provider gateway, generative AI gateway, LLM API gateway, LLM routing,
        inference gateway, LLM broker, token quota service"""),
        consumes=types("prompt request query response tokens config chunks documents"),
        produces=types("prompt response tokens logs metrics request"),
        typical=Typical(
            0.005,
            0.03,
            (1_000, 1_000),
            "1k requests/s",
            "Uber's GenAI gateway: 16M queries a month, 25/s at peak",
        ),
        glyph="llm_gateway",
        state=State.SOFT,
        refuses=_NOT_SERVED,
        traits=traits("routes_prompts converses"),
    ),
    Kind(
        id="document_ingester",
        name="Document ingestion & chunking",
        short="Ingestion",
        family="llm",
        role=Role.JOB,
        plane=Plane.OFFLINE,
        description=(
            "Fetches documents, reads their text, drops duplicates, cuts them into chunks and keeps who "
            "may see them."
        ),
        aliases=listed("""chunker, splitter, document loader, OCR, crawler, ingestion pipeline (RAG),
        document ingestion, document ingester, document processing, document processor, document parser,
        document parsing, doc parser, doc ingestion, doc processor, document chunker, document chunking,
        chunking, chunking service, chunking pipeline, text splitter, text chunker, text extraction,
        text extractor, PDF parser, web crawler, spider, scraper, web scraper, content ingestion,
        document pipeline, document ingestion pipeline, RAG ingestion, knowledge ingestion,
        knowledge base ingestion, loader, document importer, file parser, HTML parser, crawling service,
        OCR service, parse and chunk, chunk job, document fetcher"""),
        consumes=types("documents raw_data media event request response"),
        produces=types("chunks documents raw_data event"),
        typical=Typical(throughput_note="10-200 pages/s"),
        glyph="ingest",
        state=State.SOFT,
        refuses=types("labels training_dataset index embeddings"),
        traits=traits("ingests_documents can_de_identify"),
        fed_by=(Trait.KEEPS_OBJECTS,),
        handed_to=Trait.BUILDS_INDEXES,
    ),
    Kind(
        id="prompt_builder",
        name="Prompt / context builder",
        short="Prompt builder",
        family="llm",
        role=Role.SERVICE,
        plane=Plane.ONLINE,
        description=(
            "Puts instructions, question, history and retrieved passages into one prompt that fits the "
            "window."
        ),
        aliases=listed("""prompt template, context assembler, augmentation, prompt engineering,
        context window packer, RAG orchestrator, prompt builder, context builder, prompt constructor,
        prompt construction, prompt assembler, prompt assembly, prompt service, prompt generator,
        prompt composer, prompt templating, prompt manager, prompt enrichment, prompt augmentation,
        prompt formatter, context augmentation, context packing, context packer, context manager,
        context construction, prompt engine, prompt library, augmenter"""),
        consumes=ITEMS | types("query request config ranked_list raw_data features response prompt"),
        produces=types("prompt"),
        typical=Typical(0.002, 0.01, (2_000, 2_000), "2k requests/s"),
        glyph="prompt",
        refuses=types("labels training_dataset index embeddings"),
        traits=traits("builds_prompts"),
        handed_to=Trait.ORCHESTRATES,
    ),
    Kind(
        id="guardrail",
        name="Guardrail",
        family="llm",
        role=Role.SERVICE,
        plane=Plane.ONLINE,
        description=(
            "Checks what goes into and comes out of a language model: attacks, private data, poison, "
            "unsupported claims."
        ),
        aliases=listed("""input guardrail, output guardrail, moderation API, jailbreak detector,
        toxicity filter, groundedness check, guardrails, guardrail service, input guard, output guard,
        guard, prompt guard, prompt injection detector, prompt injection filter, prompt filter,
        prompt shield, input filter, output filter, input validation, output validation, input validator,
        output validator, safety guardrail, safety check, safety checker, safety classifier, safety layer,
        safety service, safety model, moderation service, content safety, content safety API,
        toxicity check, hallucination check, hallucination detector, groundedness checker, fact checker,
        response validation, response validator, policy guardrail, LLM firewall, AI firewall,
        input moderation, output moderation, prompt validation"""),
        consumes=types("prompt response tokens query request documents chunks media config"),
        produces=types("decision response prompt tokens query request"),
        typical=Typical(0.02, 0.15, (200, 1_000), "200-1000 requests/s"),
        glyph="shield",
        refuses=types("labels training_dataset index embeddings"),
        traits=traits("guards can_de_identify"),
        handed_to=Trait.ORCHESTRATES,
    ),
    Kind(
        id="semantic_cache",
        name="Semantic / prompt cache",
        short="Semantic cache",
        family="llm",
        role=Role.STORE,
        plane=Plane.ONLINE,
        description="Answers again what was answered before, when the new question means the same.",
        aliases=listed("""LLM cache, response cache (LLM), prefix cache, prompt cache, semantic cache,
        answer cache, completion cache, LLM response cache, prompt caching, semantic caching,
        generation cache, chat cache"""),
        consumes=types("query embeddings response prompt tokens request"),
        produces=types("response tokens"),
        typical=Typical(0.005, 0.02, (2_000, 10_000), "2k-10k queries/s"),
        glyph="semantic_cache",
        state=State.SOFT,
        refuses=_NOT_SERVED,
        traits=traits("caches_answers holds_copies"),
    ),
    Kind(
        id="kv_cache_store",
        name="KV-cache store",
        family="llm",
        role=Role.STORE,
        plane=Plane.ONLINE,
        description=(
            "Keeps the attention state of long prompts outside the GPU, so that it need not be computed "
            "twice."
        ),
        aliases=listed("""prefix KV store, KV cache, KV cache pool, KV cache server, attention cache,
        prefix cache store, KV cache layer, KV cache offload, distributed KV cache"""),
        consumes=types("tokens raw_data"),
        produces=types("raw_data tokens"),
        typical=Typical(
            0.005, 0.05, None, "10-190 GB/s over RDMA", "Mooncake: 87 and 190 GB/s on 4x200 and 8x400 Gbit/s"
        ),
        glyph="kv_cache",
        state=State.SOFT,
        refuses=_NOT_SERVED,
        traits=traits("caches_prefixes holds_copies"),
    ),
    Kind(
        id="agent_orchestrator",
        name="Agent / tool orchestrator",
        short="Agent",
        family="llm",
        role=Role.SERVICE,
        plane=Plane.ONLINE,
        description="Lets a language model plan, call tools and look at the results until the task is done.",
        aliases=listed("""function calling, MCP client, tool router, multi-agent supervisor,
        tool executor, agent orchestrator, AI agent, LLM agent, agent service, agent runtime,
        agent framework, agent loop, agentic workflow, agent executor, agent planner, multi-agent system,
        multi-agent, supervisor agent, supervisor, tool caller, tool calling, tool use, tool orchestrator,
        tool service, MCP server, MCP, ReAct agent, copilot, assistant, chatbot, virtual assistant,
        assistant service, chat service, chat orchestrator agent, conversational agent, dialogue manager,
        dialog manager, dialogue management, dialog management,
        agentic RAG, LLM orchestrator, LLM app, LLM application, chain, LLM orchestration,
        orchestrator agent"""),
        consumes=ITEMS
        | types(
            "prompt request query response tokens config decision raw_data predictions ranked_list "
            "features event"
        ),
        produces=types("request query prompt response event"),
        typical=Typical(
            3.0,
            30.0,
            None,
            "1-50 turns at once per worker",
            "DoorDash's assistant: 6-8 LLM calls and 20-30 s per turn",
            own=(0.02, 0.1),
        ),
        glyph="agent",
        state=State.SOFT,
        refuses=_NOT_SERVED,
        traits=traits("acts converses"),
    ),
    Kind(
        id="conversation_store",
        name="Conversation memory",
        short="Chat memory",
        family="llm",
        role=Role.STORE,
        plane=Plane.ONLINE,
        description=(
            "What was said before, by conversation and by user, so that the next turn can refer to it."
        ),
        aliases=listed("""chat history, memory, long-term memory, thread store, conversation memory,
        conversation store, conversation history, conversation DB, chat memory, chat history store,
        chat store, chat DB, agent memory, short-term memory, dialogue history, dialogue store,
        message history, chat log, chat session store, thread memory, user memory, episodic memory"""),
        consumes=types("request response prompt tokens query event raw_data chunks"),
        produces=types("raw_data chunks"),
        typical=Typical(0.002, 0.01, (10_000, 10_000), "10k requests/s"),
        glyph="chat",
        state=State.DURABLE,
        refuses=_NOT_SERVED,
        traits=traits("keeps_conversations"),
    ),
    Kind(
        id="llm_evaluator",
        name="LLM evaluator",
        family="llm",
        role=Role.JOB,
        plane=Plane.MONITORING,
        description=(
            "Judges answers with another model and a golden set: grounded, relevant, safe, worth the cost."
        ),
        aliases=listed("""LLM-as-judge, RAG evaluation, eval harness, golden set, hallucination monitor,
        LLM evaluation, LLM eval, LLM judge, judge, LLM-as-a-judge, judge model, judge LLM, RAG evaluator,
        RAG eval, answer evaluator, answer evaluation, response evaluator, response evaluation,
        generation evaluation, prompt evaluation, eval suite, golden dataset, golden set evaluation,
        groundedness evaluator, LLM quality monitor, hallucination evaluation, evaluation harness,
        answer quality monitor, LLM monitor"""),
        consumes=ITEMS
        | types(
            "prompt response labels tokens query training_dataset model_artifact event logs scores "
            "predictions"
        ),
        produces=types("metrics labels scores alerts"),
        typical=Typical(2.0, 20.0, (1, 10), "1-10 judgements/s per GPU"),
        glyph="judge",
        state=State.DURABLE,
        refuses=types("index embeddings"),
        traits=traits("evaluates_answers judges_models monitors watches_models"),
    ),
)
