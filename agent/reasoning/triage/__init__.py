"""The embedded reading of a customer's words: intents, risk topic, sentiment, urgency, with their cues."""

from agent.reasoning.triage.classifier import TriageClassifier
from agent.reasoning.triage.reading import Cue, TriageReading
from agent.reasoning.triage.risk_rule import RiskRule
from agent.reasoning.triage.risk_table import RISK_TABLE

__all__ = ["RISK_TABLE", "Cue", "RiskRule", "TriageClassifier", "TriageReading"]
