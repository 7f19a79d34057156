"""What another person feels while somebody floods the product: ``python -m bench.floods``.

One module for each flood, with ``flood(target)``: it goes on until ``target.over`` is set, and counts what it got.
``prepare(engine, flooder)`` and ``HOSTS``, where it has them: what it needs before the server starts, and whom cases may call.
"""
