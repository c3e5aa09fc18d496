import { CliError } from './cli-error.js';

export const overview = `bothy: start bots and follow their runs, from a terminal or a CI job

  bothy run deploy --param version=1.4 --follow
      Starts the bot "deploy", prints its log as it is written, and ends as it ends.

Commands (bothy help <command> says more):
  run <bot>          start a bot; follow it with --follow, wait for its end with --wait
  rerun <run>        run again as it was: the same definition, the same parameters
  logs <run>         print the log of a run, or follow it
  artifacts <run>    list the files that a run left behind, or download them
  list               all bots, with their last run
  cancel <run>       end a run
  pause, resume      stop the processes of a run for now, and let them go on
  approve, reject    decide on a run that waits for approval
  input <run> <text> type into the terminal of a run
  saves <act> FILE   look into saves of games, change them, compare them: offline, with no server

A <run> is an id, or bot#number (deploy#12), or bot#last.

On the machine of the server, as its user and with its settings (bothy doctor --help says more):
  restart            an upgrade restart: runs go on meanwhile
  doctor             look at the machine, the settings and the data folder
  admin reset <email>, member role|remove|sessions, keys rotate, audit verify|export

Where and who:
  BOTHY_URL          address of the server (default http://localhost:20000)
  BOTHY_TOKEN        an API token; in the page under API tokens, with the scope bots:run or bots:run:<bot>
  BOTHY_TOKEN_FILE   a file that holds the token, where BOTHY_TOKEN is not set

Streams: what the bot wrote to stdout goes to stdout, as it is, colours and all; its stderr and our own words
(each begins with "bothy: ") go to stderr. --quiet leaves our words out, --json makes objects of everything.

A connection that breaks, or a server that restarts, is waited for: no line is lost or printed twice, and no run is
started twice.

Exit codes of run and rerun with --follow or --wait, and of logs --follow:
  the bot's own   it ended by itself (128 + n when signal n ended it)
  124             timed out
  127             its program could not be started
  130             cancelled, or Ctrl-C (which ends the following, not the run)
  70              lost: the machine or the runner went away under it
  75              it did not run (skipped, as others were under way), or had not ended after --wait
Exit codes of saves diff: 0 the same, 1 different, 2 trouble.
Exit codes of everything else: 0 done, 1 refused or not reachable, 2 wrong use of this command.
`;

const json = `  --json            one JSON object a line, each with one key that says what it is`;
const quiet = `  --quiet, -q       no words of our own on stderr (errors are still told)`;

const starting = `  --follow, -f      print the log as it is written, over all attempts, and end as the run ends
  --wait SECONDS    wait for the end without the log; with --follow, follow for so long at most. When time is up
                    the run goes on, and the exit code is 75
  --idempotency-key KEY
                    a start with the same key within 24 h gives the first run instead of a second one; where none
                    is given, each call has a key of its own, so that trying again over a broken connection is safe
${quiet}
${json}:
                    {"status":{…}} for a state on the way, {"line":{…}} for a line, {"run":{…}} for the run in the end

Without --follow and --wait the run's id is printed, alone: id=$(bothy run deploy)
`;

const pages: Record<string, string> = {
  run: `bothy run <bot> [--param name=value]… [options]
Starts a bot.

  --param, -p name=value
                    a parameter, as often as there are any; numbers and booleans as the bot's form has them
  --params-file FILE
                    parameters as a JSON object; "-" reads standard input. --param wins over it. For secrets: what
                    stands on a command line can be read by others on the machine
${starting}
Called by a bot, it says which run it is called from (BOTHY_RUN_ID), so that bots that start each other come to an end.
`,
  rerun: `bothy rerun <run> [options]
Runs again as it was: the same definition, the same parameters. Secret parameters are not kept: give them anew.

  --param, -p, --params-file
                    secret parameters, as in bothy run
${starting}`,
  logs: `bothy logs <run> [options]
Prints the lines that the log of a run has so far.

  --follow, -f      all of it, until the run ends; the exit code is the run's
  --attempt N       of this attempt; without it of the last one
  --since-line N    only what comes behind line N
${quiet}
${json}: {"line":{"attempt","seq","at","stream","text"}}
`,
  artifacts: `bothy artifacts <run> [NAME]… [options]
Lists the files that a run left behind: bytes, SHA-256, name. With names, only these.

  --download, -d DIR
                    brings them into this folder and prints their paths. Nothing is written outside of it; each file
                    is held against its SHA-256, and gets its name once it is whole. A download that broke goes on
                    where it was; a file that is there already is not fetched again
${quiet}
${json}: {"artifact":{…},"path":"…"}
`,
  list: `bothy list [--json] [--quiet]
All bots that the token may see, with their last run. --json: {"bot":{…}}
`,
  cancel: `bothy cancel <run> [--json] [--quiet]
Ends a run: SIGINT, then SIGTERM, then SIGKILL to its whole process group. Answers at once; the run is cancelled when
its processes are gone.
`,
  pause: `bothy pause <run> [--json] [--quiet]
Stops the processes of a run for now (SIGSTOP). Its time limit goes on.
`,
  resume: `bothy resume <run> [--json] [--quiet]
Lets a paused run go on (SIGCONT).
`,
  approve: `bothy approve <run> [--reason TEXT] [--json] [--quiet]
Lets a run start that waits for approval.
`,
  reject: `bothy reject <run> [--reason TEXT] [--json] [--quiet]
Ends a run that waits for approval.
`,
  saves: `bothy saves <act> FILE… [options]
Saves of games on the Unreal Engine 4 and 5 (GVAS), of Palworld and of ICARUS, told by their content. All of it works
offline: no server is asked, nothing leaves the machine. "-" as FILE is standard input.

  inspect FILE…     kind, engine, size, properties, bytes that are not understood, and what matters of that kind
  json FILE         the whole save as JSON, from which the same save comes back byte for byte
  json --back FILE  the save of such a JSON, edited by hand or not
  edit FILE         change values; prints what changed. Bytes of the file that need not change stay as they are
  diff A B          which values differ, place by place. Exit code: 0 the same, 1 different, 2 trouble
  verify FILE…      reads each file and writes it in three ways, each of which must give the same bytes

  --set PATH=VALUE  another value in a place; of the options below as many as wanted, in the order given
  --insert PATH=VALUE
                    an element before List[3] or at the end (List[+]); a property: {"type":…,"value":…}; an entry of a
                    map: {"key":…,"value":…}
  --remove PATH, --duplicate PATH
                    an element, an entry, a property
  --out, -o FILE    where the result goes; it is there whole or not at all. "-" is standard output
  --in-place        instead of -o: what was there is kept as FILE.bak, or .bak1 and so on
${quiet}; edit: nor what changed
${json}:
                    {"save":{…}}, {"verified":{…}}, {"change":{"path","kind","before","after"}}, {"error":{…}}

A PATH is Name.Name[3].Name; Name#1 is the second property of that name; a name with . [ ] # " or = stands in quotes as
in JSON. In a prospect info.Difficulty is in both of its copies, and recorders[12].data.… in the stream of a recorder;
in Mounts.json mounts[0].data.… in that of a pet. A VALUE is JSON where that fits its place, else a text:
  bothy saves edit World.sav --set Level=12 --set Name=Fern --set 'Pos={"X":1,"Y":2,"Z":3}' -o New.sav
`,
  input: `bothy input <run> <text> [--raw]
Types a text and Enter into the terminal of a run. --raw: the text alone, with no Enter behind it.
`,
};

/** @throws CliError where there is no such command. */
export function helpOn(command: string): string {
  const page = Object.hasOwn(pages, command) ? pages[command] : undefined;
  if (page === undefined) throw new CliError(`there is no command "${command}". See bothy --help.`, 2);
  return page;
}
