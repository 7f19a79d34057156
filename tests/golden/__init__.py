"""What must stay readable for ten years, as files: they are compared with what today's code writes, and read by it."""
