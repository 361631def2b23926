"""Figures drawn from data: body outline, time line, concentration."""
