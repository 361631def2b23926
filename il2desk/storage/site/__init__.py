"""The workstation: paths, policy, local settings, shared folders."""
