"""Expressions that several pages are made of: classes of words with one meaning."""

from __future__ import annotations

__all__ = ["BY_IT", "DECIDED", "SYSTEM"]

SYSTEM = (
    r"(?:model|system|classifier|scores?|scorer|rules?|engine|ranker|policy|threshold|algorithm|filter|matcher|detector|arm|robot|"
    r"bot|recommender|pipeline|screen|screening|network|planner|controller|app|gate|llm|predictor|forecaster|pricer|router|"
    r"dispatcher|software|guard|triage|scanner|checker|automatic \w+|blocker|sorter|selector|optimi[sz]er|heuristics?|automation|scorecard|crawler)"
)
"""Who decides where no person does."""

BY_IT = rf"(?:by|from|of) (?:the |our |its |an? |this )?(?:\w+ ){{0,3}}?{SYSTEM}(?:'s)?\b"
"""`by the old model`."""

DECIDED = (
    r"(?:refused|rejected|blocked|declined|flagged|removed|banned|accepted|approved|granted|denied|predicted|classified|labell?ed|"
    r"marked|decided|routed|chosen|selected|picked|shortlisted|assigned|hidden|muted|escalated|graded|tagged|matched|booked|"
    r"confirmed|closed|detected|recogni[sz]ed|dispatched|cancelled|suspended|scored|judged|deemed|considered)"
)
"""What is done with a case by a decision."""
