"""What the customer names, and what an incomplete turn means in its conversation. Pure, without a model."""

from agent.reasoning.entities.extract import extract_entities
from agent.reasoning.entities.standalone import asked_before, standalone_question

__all__ = ["asked_before", "extract_entities", "standalone_question"]
