"""Packs the package and a module that is built already into a wheel.

    python3 python/wheel.py MODULE FOLDER

For ./check, which has built the module with everything else: `pip wheel .` (maturin) builds
it again, optimised, and is what a release does. Prints the path of the wheel.
"""

import base64
import hashlib
import sys
import sysconfig
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main(module: str, folder: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    version = tomllib.loads((ROOT / "python" / "Cargo.toml").read_text())["package"]["version"]
    platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
    tag = f"cp310-abi3-{platform}"
    info = f"offray-{version}.dist-info"
    files = {f"offray/_offray.abi3{'.so' if sys.platform != 'win32' else '.pyd'}": Path(module).read_bytes()}
    package = ROOT / "python" / "package"
    for path in sorted((package / "offray").iterdir()):
        if path.suffix in (".py", ".pyi", ".typed") or path.name == "py.typed":
            files[path.relative_to(package).as_posix()] = path.read_bytes()
    for name in project["license-files"]:
        files[f"{info}/licenses/{name}"] = (ROOT / name).read_bytes()
    metadata = [
        "Metadata-Version: 2.4",
        "Name: offray",
        f"Version: {version}",
        f"Summary: {project['description']}",
        f"Requires-Python: {project['requires-python']}",
        f"License-Expression: {project['license']}",
    ]
    for extra, needed in project["optional-dependencies"].items():
        metadata.append(f"Provides-Extra: {extra}")
        metadata += [f"Requires-Dist: {one} ; extra == '{extra}'" for one in needed]
    files[f"{info}/METADATA"] = "\n".join(metadata).encode() + b"\n"
    files[f"{info}/WHEEL"] = f"Wheel-Version: 1.0\nGenerator: offray\nRoot-Is-Purelib: false\nTag: {tag}\n".encode()
    record = []
    for name, content in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        record.append(f"{name},sha256={digest},{len(content)}")
    record.append(f"{info}/RECORD,,")
    files[f"{info}/RECORD"] = "\n".join(record).encode() + b"\n"
    wheel = Path(folder) / f"offray-{version}-{tag}.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_STORED) as out:
        for name, content in files.items():
            out.writestr(name, content)
    print(wheel)


if __name__ == "__main__":
    main(*sys.argv[1:])
