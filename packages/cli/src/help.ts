export const help = `bothy: start bots and follow their logs, from a terminal or a CI job

  bothy run <bot> [--param name=value]… [--follow] [--json]
      Start a bot. With --follow, print its log as it is written and end as the bot ends.

  bothy logs <run> [--follow] [--json]
      Print the log of a run: its lines so far, or with --follow all of them until it ends.

  bothy cancel <run>
      End a run: SIGINT, then SIGTERM, then SIGKILL to its whole process group.

  bothy list [--json]
      All bots, with their last run.

On the machine of the server, as its user and with its settings (bothy doctor --help says more):

  bothy audit verify | audit export [--format csv|ndjson]
      Look whether the audit trail is as it was written, or write it out.

  bothy keys rotate
      Replace the server's keys. Nobody is signed out.

  bothy admin reset <email>
      A one-time link for a member who lost every way in.

  bothy member role <email> <role> | member remove <email> | member sessions <email>
      Change a role, remove a member, end all their sessions.

  bothy doctor
      Look at the machine, the settings and the data folder.

Where and who, for the commands above those:
  BOTHY_URL     address of the server (default http://localhost:20000)
  BOTHY_TOKEN   an API token; in the page under Tokens, with the scope bots:run or bots:run:<bot>

Streams: what the bot wrote to stdout goes to stdout, all else to stderr.
--json prints one JSON object a line: {"line":{…}} for the log, {"run":{…}} for the run.
A connection that breaks, or a server that restarts, is waited for; no line is lost or printed twice.
Ctrl-C while following stops the following only: the run goes on, and its id is printed.

Exit codes of run --follow and logs --follow:
  the bot's own   it ended by itself (128 + n when signal n ended it)
  124             timed out
  127             its program could not be started
  130             cancelled, or Ctrl-C while following
  70              lost: the machine or the runner went away under it
Exit codes of everything else: 0 done, 1 refused or not reachable, 2 wrong use of this command.
`;
