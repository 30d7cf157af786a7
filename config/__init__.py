"""Settings, URLs and start-up checks of the whole product. Imports every app; nothing imports it."""
