"""The reading of a single text, for people and tools beside the chat."""

from agent.checks.redact import redact_secrets
from agent.checks.sanitise import sanitise
from agent.services import Ports
from agent.vocabulary import Vocabulary
from domain.analysis import Analysis, Line
from domain.ids import ShopId
from domain.reasoner import AnalysisRequest


class AnalysisService:
    """Reads a text as a turn would."""

    def __init__(self, ports: Ports) -> None:
        """Args: ports: the outside."""
        self._ports = ports
        self._vocabulary = Vocabulary(ports.search, ports.orders)

    async def analyse(self, shop_id: ShopId, text: str, history: tuple[Line, ...] = ()) -> Analysis:
        """The analysis that the same words would get in a conversation."""
        shop = await self._ports.shops.get_shop(shop_id)
        clean = redact_secrets(sanitise(text).text).text
        return await self._ports.reasoner.analyse(
            AnalysisRequest(
                text=clean,
                history=history,
                shop=shop,
                vocabulary=await self._vocabulary.of(shop_id),
                now=self._ports.clock_of(shop).now(),
            )
        )
