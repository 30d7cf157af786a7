"""Plays the main job over HTTP against a server it starts; imports no domain code."""
