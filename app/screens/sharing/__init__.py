"""Progress taken along to another device, or for a teacher, and brought in: a module a screen."""
