"""A prepared document as lines that people can review."""

from ingest.prepared import Prepared


def listing(prepared: Prepared) -> str:
    """Everything that ingest found out about a file, one chunk a paragraph."""
    head = [f"标题：{prepared.title}", f"格式：{prepared.media_type.rsplit('.', 1)[-1]}", f"受众：{prepared.audience}"]
    if prepared.effective_from or prepared.expires_on:
        head.append(f"有效：{prepared.effective_from or ''}～{prepared.expires_on or ''}")
    if prepared.supersedes:
        head.append(f"替代：{'、'.join(prepared.supersedes)}")
    if prepared.refusal:
        head.append(f"拒绝：{prepared.refusal}")
    head += [f"略去：{note}" for note in [*prepared.left_out, *(held.note for held in prepared.held if held.note)]]
    parts = ["\n".join(head)]
    for chunk in prepared.chunks:
        place = [
            chunk.kind,
            chunk.section,
            f"页{chunk.page}" if chunk.page else "",
            f"行{chunk.row}" if chunk.row else "",
            "内部" if chunk.audience == "internal" and prepared.audience == "public" else "",
        ]
        lines = [f"[{' | '.join(filter(None, place))}]"]
        if chunk.question:
            lines.append(f"问：{chunk.question}" + "".join(f" ／ {other}" for other in chunk.similar_questions))
        parts.append("\n".join([*lines, chunk.text]))
    return "\n\n".join(parts) + "\n"
