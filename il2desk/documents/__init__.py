"""The paper: what a sheet says, as plain records, how a page looks, and the bytes of its PDF; knows only the domain."""
