"""Settings, start-up and the demo department."""
