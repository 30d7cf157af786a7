"""Answers by SMS, through any HTTP gateway: only "SIAP 0412 K7QF", and only with the message's code."""
