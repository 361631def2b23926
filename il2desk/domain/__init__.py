"""The part of il2desk that decides and computes; imports nothing but pydantic and the standard library.

The words it uses, one for each idea, are in docs/architecture.md.
"""
