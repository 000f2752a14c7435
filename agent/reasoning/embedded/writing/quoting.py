"""Picked units as sentences of a reply."""

import re

from agent.reasoning.embedded.passages.unit import Unit
from agent.reasoning.embedded.picking.picking import Pick
from agent.reasoning.embedded.writing.comparing import compared
from agent.reasoning.embedded.writing.polarity import verdict
from agent.reasoning.embedded.writing.rows import row_sentence
from domain.reply import Sentence, Support

_ENDED = re.compile(r"[。！？!?…；;：:.”」』）)]$")
_MARKS = re.compile(r"\*\*|__|`|^>\s*")


def quoted(pick: Pick) -> list[Sentence]:
    """The pick in words: yes or no first where it is certain, lists and steps line by line."""
    sentences: list[Sentence] = []
    if pick.scored:
        best = pick.scored[0].unit
        said = verdict(pick.question, best.text) if best.kind != "row" else None
        beside = compared(pick.question, best) if best.kind != "row" else None
        if said:
            sentences.append(Sentence(text=f"{said}，", supports=(support(best),)))
        elif beside:
            sentences.append(beside)
    last_lead, step = "", 0
    many_steps = sum(unit.kind == "step" for unit in pick.units) > 1
    for unit in pick.rivals or pick.units:
        if unit.lead and unit.lead != last_lead and unit.kind in ("item", "step") and unit.lead in unit.passage.text:
            sentences.append(_lead(unit, bool(sentences)))
        last_lead = unit.lead
        if unit.kind == "row":
            sentence = row_sentence(pick.question, unit, pick.peers)
            many = len(pick.rivals) > 1
            sentences.append(sentence.model_copy(update={"text": sentence.text + "\n"}) if many else sentence)
            continue
        step = step + 1 if unit.kind == "step" else 0
        sentences.append(_sentence(unit, _mark(unit, step if many_steps else 0)))
    return sentences


def support(unit: Unit) -> Support:
    """The unit's own words as evidence."""
    return Support(evidence_id=unit.passage.evidence_id, quote=unit.text)


def _sentence(unit: Unit, mark: str) -> Sentence:
    text = _MARKS.sub("", unit.text)
    if not _ENDED.search(text):
        text += "。"
    listed = unit.kind in ("item", "step")
    return Sentence(text=f"{mark}{text}\n" if listed else text, supports=(support(unit),))


def _lead(unit: Unit, follows: bool) -> Sentence:
    text = re.sub(r"^[#\s]*(?:[一二三四五六七八九十]+、|\d+[.、．]\s*)?", "", _MARKS.sub("", unit.lead))
    text = text.rstrip("：:。") + "：\n"
    quote = Support(evidence_id=unit.passage.evidence_id, quote=unit.lead)
    return Sentence(text=("\n" if follows else "") + text, supports=(quote,))


def _mark(unit: Unit, step: int) -> str:
    if unit.kind == "item":
        return "· "
    # Circled numbers order the steps without putting a figure into the text that the evidence doesn't have.
    return f"{chr(0x2460 + step - 1)} " if 0 < step <= 20 else ""
