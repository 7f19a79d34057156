"""What the person does who runs the product: the ``zhidu`` command line, the first start, the demonstration."""
