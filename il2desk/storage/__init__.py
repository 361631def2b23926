"""The disk: packs, settings and case files come in here, checked; knows the domain and nothing else."""
