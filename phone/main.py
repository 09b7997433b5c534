"""The app's entrance on a phone: where things lie there, then the same as everywhere.

python-for-android unpacks the app beside this file and lets ANDROID_PRIVATE name the app's private storage,
which no other app reads and which goes when the app is removed.
"""

import os
from pathlib import Path

os.environ["ANATIL_SHARE"] = str(Path(__file__).parent / "share")
private = os.environ.get("ANDROID_PRIVATE")
if private:
    os.environ["ANATIL_HOME"] = str(Path(private) / "anatil")

if __name__ == "__main__":
    from app.open import open_app

    open_app()
