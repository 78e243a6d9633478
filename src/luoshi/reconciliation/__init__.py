"""Promise and outcome: targets set against results, between years, levels and cities."""

__all__: list[str] = []
