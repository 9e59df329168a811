from digest.pipeline.building import Built, Order, build

__all__ = ["Built", "Order", "build"]
