"""How well the search found the documents that the answer stands in, by an IR-metrics library."""

import unicodedata

from eval.attempt import Attempt
from eval.samples import Expectation

MEASURES = ("R@5", "RR", "nDCG@10")


def retrieval(expect: Expectation, attempt: Attempt) -> dict[str, float]:
    """Recall in the first five documents, reciprocal rank and nDCG over the turn's ranking of documents (0-1).

    Relevant are the sample's ``source`` files; where several are listed any of them is enough, so recall is whether
    one was found. Empty where the sample names none or the search didn't run.
    """
    passages = attempt.passages
    if not expect.source or not passages:
        return {}
    # Imported here: pandas comes with it, and only runs that search pay for that.
    import ir_measures

    wanted = {unicodedata.normalize("NFC", name) for name in expect.source}
    ranked = list(dict.fromkeys(unicodedata.normalize("NFC", str(p.get("document"))) for p in passages))
    # The alternatives are one need: the first found stands for all of them.
    found = next((name for name in ranked if name in wanted), sorted(wanted)[0])
    run = {"q": {name: float(len(ranked) - place) for place, name in enumerate(ranked) if name not in wanted - {found}}}
    measures = [ir_measures.parse_measure(name) for name in MEASURES]
    values = ir_measures.calc_aggregate(measures, {"q": {found: 1}}, run)
    return {f"retrieval {measure}": float(value) for measure, value in values.items()}
