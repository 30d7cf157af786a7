"""Commands that concern the whole product."""
