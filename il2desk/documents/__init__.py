"""The paper: what a sheet says (plain records), how a page looks, and how its bytes reach a disk whole."""
