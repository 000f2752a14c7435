"""The scorers, one a file."""

from eval.score import Scorer
from eval.scorers.action import action
from eval.scorers.must_include import must_include
from eval.scorers.must_not_include import must_not_include
from eval.scorers.outcome import outcome
from eval.scorers.risk_topic import risk_topic
from eval.scorers.source import source
from eval.scorers.tools import tools

SCORERS: tuple[Scorer, ...] = (outcome, must_include, must_not_include, source, tools, risk_topic, action)
"""In the order of a report's columns."""
