"""Panels that show something: criteria, steps, messages, figures."""
