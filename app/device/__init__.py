"""What a device tells the app, or does for it, each behind a small function with a twin for desktops."""
