"""The encoder of the free mode, trained with torch; the runtime runs it with numpy alone."""
