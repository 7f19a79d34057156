"""What another person feels while somebody floods the product: ``python -m bench.floods``.

One module for each flood, with ``flood(target)``: it goes on until ``target.over`` is set, and counts what it got.
"""
