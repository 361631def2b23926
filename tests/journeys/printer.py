"""A printer of a journey's own: a print service on a private socket, whose one printer keeps each job as a PDF."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.journeys.bus import await_that

NAME = "Ward-printer"
_SERVICE = Path("/usr/lib/cups")
_FOLDERS = ("spool/tmp", "cache", "state", "root", "bin/backend", "bin/filter")
_BACKEND = """#!/bin/sh
[ $# -eq 0 ] && { echo 'direct journey "Unknown" "Journey"'; exit 0; }
file="${DEVICE_URI#journey:}/$1.pdf"
cat ${6:+"$6"} >"$file.part" && chmod 644 "$file.part" && mv "$file.part" "$file"
"""
_FILES = """ServerRoot {0}/root
ServerBin {0}/bin
RequestRoot {0}/spool
TempDir {0}/spool/tmp
CacheDir {0}/cache
StateDir {0}/state
AccessLog {0}/access.log
ErrorLog {0}/error.log
PageLog {0}/page.log
SystemGroup {1} lpadmin
User {2}
Group {3}
FatalErrors none
Sandboxing relaxed
"""
_CONFIGURATION = """Listen {0}
Browsing Off
DefaultAuthType None
<Location />
  Order allow,deny
  Allow all
</Location>
<Location /admin>
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
    Allow all
  </Limit>
</Policy>
"""
_SIZES = {"A4": "595 842", "Letter": "612 792"}


@contextmanager
def printer(folder: Path) -> Iterator[Path]:
    """The socket of the print service; `folder`/printed gets each job's PDF, named by its number."""
    service, printed = folder / "cups", folder / "printed"
    for one in (*(service / name for name in _FOLDERS), printed):
        one.mkdir(parents=True)
    for installed in _SERVICE.iterdir():
        if installed.name not in {"backend", "filter"}:
            (service / "bin" / installed.name).symlink_to(installed)
    backend = service / "bin" / "backend" / "journey"
    backend.write_text(_BACKEND)
    backend.chmod(0o700)  # run as the user of the service, who may write where the journey looks
    # A service that is started by root refuses to work as root.
    user = ("lp", "lp") if os.geteuid() == 0 else (str(os.geteuid()), str(os.getegid()))
    files, configuration, socket = service / "files.conf", service / "cupsd.conf", service / "socket"
    files.write_text(_FILES.format(service, "root", *user))
    configuration.write_text(_CONFIGURATION.format(socket))
    description = service / "printer.ppd"
    description.write_text(_description())
    with (service / "out.log").open("wb") as sink:
        running = subprocess.Popen(["cupsd", "-f", "-c", configuration, "-s", files], stderr=sink, stdout=sink)
    try:
        ask = ["lpadmin", "-h", socket]
        make = [*ask, "-p", NAME, "-E", "-v", f"journey:{printed}", "-P", description]
        await_that(lambda: socket.exists() and _is_done(make), "the print service has a printer")
        await_that(lambda: _is_done([*ask, "-d", NAME]), "it is the printer that is proposed")
        yield socket
    finally:
        running.terminate()
        running.wait(timeout=10)


def _is_done(command: list[str | Path]) -> bool:
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def _description() -> str:
    """What such a printer can: two papers, and PDF taken as it is."""
    lines = [
        '*PPD-Adobe: "4.3"',
        '*FormatVersion: "4.3"',
        '*FileVersion: "1.0"',
        "*LanguageVersion: English",
        "*LanguageEncoding: ISOLatin1",
        '*PCFileName: "JOURNEY.PPD"',
        '*Product: "(Journey)"',
        '*PSVersion: "(3010.000) 0"',
        *(f'*{what}: "Journey"' for what in ("Manufacturer", "ModelName", "ShortNickName", "NickName")),
        '*LanguageLevel: "3"',
        "*ColorDevice: True",
        "*DefaultColorSpace: RGB",
        '*cupsFilter2: "application/pdf application/pdf 0 -"',
    ]
    for what in ("PageSize", "PageRegion"):
        lines += [f"*OpenUI *{what}: PickOne", f"*OrderDependency: 10 AnySetup *{what}", f"*Default{what}: A4"]
        lines += [f'*{what} {name}/{name}: "<</PageSize[{size}]>>setpagedevice"' for name, size in _SIZES.items()]
        lines.append(f"*CloseUI: *{what}")
    lines += ["*DefaultImageableArea: A4", "*DefaultPaperDimension: A4"]
    lines += [f'*ImageableArea {name}/{name}: "0 0 {size}"' for name, size in _SIZES.items()]
    lines += [f'*PaperDimension {name}/{name}: "{size}"' for name, size in _SIZES.items()]
    return "\n".join(lines) + "\n"
