"""Large shops are read before a question asks for them."""

from collections.abc import Callable

from backends.knowledge.keeping import IndexKeeping
from domain.errors import UnavailableError
from domain.ids import ShopId

SMALL, LARGE, LARGEST = ShopId("small"), ShopId("large"), ShopId("largest")


class Shops:
    """The manifest's numbers of a few shops, and which of them were read, in order."""

    def __init__(self, fails: Callable[[ShopId], bool] = lambda _: False) -> None:
        self.live = {SMALL: 9, LARGE: 10, LARGEST: 11}
        self.manifests = dict.fromkeys(self.live, 1)
        self.read: list[ShopId] = []
        self._fails = fails

    async def sizes(self) -> dict[ShopId, int]:
        return self.live

    async def versions(self) -> dict[ShopId, int]:
        return dict(self.manifests)

    async def refresh(self, shop: ShopId) -> None:
        self.read.append(shop)
        if self._fails(shop):
            raise UnavailableError("out of reach")


def keeping(shops: Shops) -> IndexKeeping:
    return IndexKeeping(shops, shops, large=10)  # type: ignore[arg-type]


async def test_the_largest_shop_is_read_first_and_small_ones_are_left_to_their_first_turn() -> None:
    shops = Shops()
    kept = keeping(shops)
    await kept.begin()
    assert kept.pending == 2
    await kept.catch_up()
    assert shops.read == [LARGEST, LARGE]
    assert kept.pending == 0


async def test_only_what_changed_is_read_again() -> None:
    shops = Shops()
    kept = keeping(shops)
    await kept.catch_up()
    await kept.catch_up()
    shops.manifests[LARGE] = 2
    await kept.catch_up()
    assert shops.read == [LARGEST, LARGE, LARGE]


async def test_a_shop_that_has_grown_large_is_kept_and_holds_nobody_up() -> None:
    shops = Shops()
    kept = keeping(shops)
    await kept.catch_up()
    shops.live[SMALL], shops.manifests[SMALL] = 12, 2
    assert kept.pending == 0
    await kept.catch_up()
    assert shops.read[-1] == SMALL


async def test_a_shop_that_cannot_be_read_does_not_keep_the_process_from_serving_the_others() -> None:
    shops = Shops(fails=lambda shop: shop == LARGEST)
    kept = keeping(shops)
    await kept.begin()
    await kept.catch_up()
    assert (shops.read, kept.pending) == ([LARGEST, LARGE], 0)
