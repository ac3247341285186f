"""The index of words of published jobs: how it is laid out, and how it is asked. It is built by assets/marts."""
