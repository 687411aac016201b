// @ts-nocheck: made by Emscripten
