"""A collection in git, with clones of it, by the real `git`."""

import os
import subprocess
from pathlib import Path

# Nothing of the machine's own configuration may decide what a test sees.
PLAIN = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "Ada",
    "GIT_AUTHOR_EMAIL": "ada@example.com",
    "GIT_COMMITTER_NAME": "Ada",
    "GIT_COMMITTER_EMAIL": "ada@example.com",
}


class Clone:
    """One working copy."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @classmethod
    def of(cls, origin: Path, root: Path) -> "Clone":
        """Clone a repository."""
        subprocess.run(["git", "clone", "-q", origin, root], check=True, env=os.environ | PLAIN)
        return cls(root)

    def git(self, *words: str, fails: bool = False) -> str:
        """Run git in the clone and return what it prints; it must succeed, or fail."""
        done = subprocess.run(
            ["git", *words],
            cwd=self.root,
            env=os.environ | PLAIN,
            capture_output=True,
            text=True,
            timeout=30,
        )
        assert (done.returncode != 0) == fails, done.stdout + done.stderr
        return done.stdout

    def commit(self, subject: str) -> None:
        """Commit everything."""
        self.git("add", "-A")
        self.git("commit", "-qm", subject)


def origin_of(root: Path) -> Path:
    """Put a directory into a repository of its own and return the bare one to clone from."""
    first = Clone(root)
    first.git("init", "-q", "-b", "main")
    first.commit("Begin")
    origin = root.with_name("origin.git")
    first.git("clone", "-q", "--bare", str(root), str(origin))
    return origin
