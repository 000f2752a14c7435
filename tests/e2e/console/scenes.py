"""What happens in the small shop before it is photographed: every panel has something to show."""

import time

import httpx

from tests.e2e.console.shop import INTERNAL, KEPT_BACK
from tests.e2e.console.stage import Stage

PAGES = ("inbox", "approvals", "knowledge", "quality", "figures", "settings")
QUESTIONS = (
    "灯罩在路上碎了怎么办", "我要找人工客服", "台灯怎么调光", "你们卖冰箱吗", "我要投诉你们，太差了",
    "店门口能不能停电动车", "门口可以停电动车吗", "灯体保修几年", "灯泡插上冒烟了，怕着火",
)  # fmt: skip
PARKING = 5


def play(stage: Stage) -> dict[str, str]:
    """Let things happen; returns the pages to look at, by name."""
    waiting = [stage.visitor.say(question)["conversation_id"] for question in QUESTIONS]
    owner = stage.customer("d02")
    owner.say("帮我把订单QD2026111802取消了")
    talk = _talk(stage)
    stage.boss.post(f"/v1/conversations/{waiting[1]}/claim")
    stage.boss.post(f"/v1/conversations/{waiting[PARKING]}/claim")
    stage.boss.post(f"/v1/conversations/{waiting[PARKING]}/messages", {"text": "店门口东侧可以停电动车，有棚子。"})
    _red_line(stage, waiting[4])
    coupon = {"name": "issue_coupon", "args": {"amount": 500, "reason": "灯罩破损补偿"}}
    approval = stage.boss.post(f"/v1/conversations/{talk}/actions", coupon).json()["approval_id"]
    _upload(stage)
    document = stage.boss.get("/v1/documents")["documents"][-1]["document_id"]
    pages = {name: name for name in PAGES}
    return pages | {
        "conversation": f"conversation/{talk}",
        "approval": f"approvals/{approval}",
        "document": f"knowledge/{document}",
    }


def _talk(stage: Stage) -> str:
    """A customer who was answered, rated it, and asks for a person."""
    customer = stage.customer("d01")
    talk: str = customer.say("我的订单QD2026110101到哪了")["conversation_id"]
    httpx.put(
        f"{customer.base}/v1/conversations/{talk}/rating",
        json={"score": 4, "comment": "回得挺快"},
        headers={"Authorization": f"Bearer {customer.secret}"},
    ).raise_for_status()
    customer.say("灯罩在路上碎了怎么办，我要人工，电话13000000401", talk)
    return talk


def _red_line(stage: Stage, talk: str) -> None:
    stage.boss.post(f"/v1/conversations/{talk}/messages", {"text": "您把钱直接转到我的个人支付宝，我给您优惠"})


def _upload(stage: Stage) -> None:
    files = [("files", (name, text.encode(), "text/markdown")) for name, text in (KEPT_BACK, INTERNAL)]
    job = stage.boss.client.post("/v1/documents", files=files).json()
    while job["status"] in ("queued", "running"):
        time.sleep(0.2)
        job = stage.boss.get(f"/v1/ingest-jobs/{job['job_id']}")
