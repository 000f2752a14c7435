"""check_stock."""

from typing import Annotated

from pydantic import Field

from agent.tools.context import Arguments, ToolContext, ToolOutput
from agent.tools.describe.stock import stock_fact
from agent.tools.goods_names import as_named
from agent.tools.item_match import matching_products
from agent.tools.notices import NO_STOCK_DATA
from domain.text.english import with_chinese_names

MOST_SHOWN = 4


class CheckStock(Arguments):
    """Which goods."""

    product: Annotated[str, Field(min_length=1, max_length=80, description="商品名称和规格，按顾客说的写")]


async def check_stock(context: ToolContext, args: CheckStock) -> ToolOutput:
    """查一件商品各规格有没有货、现价和补货说明。不需要登录。"""
    catalogue = await context.orders.products(context.shop.id)
    names = (f"{product.name} {product.spec}" for product in catalogue)
    words = as_named(with_chinese_names(args.product), names, context.shop.synonyms)
    products = matching_products(words, catalogue)[:MOST_SHOWN]
    if not products:
        return ToolOutput(notice=NO_STOCK_DATA)
    stock = await context.orders.stock(context.shop.id, tuple(product.sku for product in products))
    facts = tuple(
        stock_fact(product, lines, context.now)
        for product in products
        if (lines := [line for line in stock if line.sku == product.sku])
    )
    return ToolOutput(facts=facts) if facts else ToolOutput(notice=NO_STOCK_DATA)
