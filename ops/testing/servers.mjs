/** What some suites need beyond Node, and the variable that tells them where it is. */
export const servers = [
  {
    variable: 'BOTHY_TEST_POSTGRES_URL',
    suites: 'everything on PostgreSQL',
    meaning: 'a database that the tests may fill and empty, for example postgres://postgres@127.0.0.1:5432/bothy_test',
  },
  {
    variable: 'BOTHY_TEST_REDIS_URL',
    suites: 'what several servers share, on Redis',
    meaning: 'a Redis where the tests may keep keys of their own for a while, for example redis://127.0.0.1:6379',
  },
  {
    variable: 'BOTHY_TEST_CHROMIUM',
    suites: 'end to end in a browser',
    meaning: 'the path of Chromium, for example /usr/bin/chromium',
  },
  {
    variable: 'BOTHY_TEST_CADDY',
    suites: 'end to end through Caddy',
    meaning: 'the path of Caddy, for example /usr/bin/caddy',
  },
];

export const absentServers = (env) => servers.filter((server) => !env[server.variable]);
