"""Checks that packs and case files must pass before they are used."""
