import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEnvFile } from '../../adapters/cli/env-file.js';
import { readEnvironment } from '../../adapters/cli/read-environment.js';
import { nextrungHere } from '../support/nextrung-here.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

/* Settings as people get them wrong. One line is one mistake: what the file or the shell holds, and what is said of it. */

const folder = useTemporaryFolder();
const secret = 'sk-verysecretverysecret';

/** What is said before anything is begun, by a command that does next to nothing. */
const refusalOf = async (file: string | Buffer) => {
  const root = folder.path();
  await mkdir(root);
  await writeFile(join(root, '.env'), file);
  const { code, stderr } = await nextrungHere(['check-pack'], { folder: root, env: { KNOWLEDGE_PACK: root } });
  return { code, text: stderr.replace(/\s+/g, ' ') };
};

const doctorOn = async (file: string) => {
  const root = folder.path();
  await mkdir(root);
  await writeFile(join(root, '.env'), file);
  const { code, stdout, stderr } = await nextrungHere(['doctor'], { folder: root });
  return { code, text: `${stdout}${stderr}`.replace(/\s+/g, ' ') };
};

/** Nothing is begun with these: a setting would be passed over in silence. */
const mistakes: [name: string, file: string | Buffer, said: RegExp][] = [
  ['JSON', `{\n  "PORT": 3000\n}`, /\.env, line 1: the file holds JSON; write one setting a line, as NAME=value/],
  ['UTF-16, as Notepad saves it', Buffer.from('\ufeffPORT=3000\r\n', 'utf16le'), /\.env, line 1: .*UTF-16; save it as UTF-8/],
  ['UTF-16 without a mark', Buffer.from('PORT=3000\r\n', 'utf16le'), /line 1: .*UTF-16/],
  ['no equals sign', '# mine\nPORT 3000\n', /\.env, line 2: it has no “=”; write PORT=/],
  ['a slip and no equals sign', 'PROT 3000\n', /line 1: it has no “=”; write PORT=/],
  ['a token alone', `LOG_LEVEL=info\n${secret}\n`, /line 2: it is a token without its name; write OPENAI_API_KEY= before it/],
  [
    'a name alone',
    'SLACK_TOKEN\n',
    /line 1: it sets nothing; write NAME=value; did you mean SLACK_BOT_TOKEN or SLACK_APP_TOKEN\?/,
  ],
  ['prose', 'the port is three thousand\n', /line 1: it sets nothing; write NAME=value/],
  [
    'an open quotation mark',
    `OPENAI_API_KEY="${secret}\nPORT=3000\n`,
    /line 1: the value of OPENAI_API_KEY begins with a quotation mark/,
  ],
  ['curly quotation marks', 'LOG_LEVEL=“info”\n', /line 1: the value of LOG_LEVEL has curly quotation marks/],
  ['a word for a number', 'PORT=abc\n', /PORT \(line 1 of \.env\): must be a whole number from 0 to 65535, not “abc”/],
  ['a number that is no port', '\n\nPORT=99999', /PORT \(line 3 of \.env\): must be a whole number from 0 to 65535, not “99999”/],
  ['half a number', 'RETENTION_DAYS=1.5', /RETENTION_DAYS \(line 1 of \.env\): must be a whole number from 1 to 3650/],
  [
    'a slip in a value',
    'LOG_LEVEL=inof',
    /LOG_LEVEL \(line 1 of \.env\): must be silent, error, .* or debug, not “inof”; did you mean info\?/,
  ],
  ['a word for a price', 'MODEL_PRICE_IN=cheap', /MODEL_PRICE_IN .*must be an amount of dollars such as 0\.15, not “cheap”/],
  [
    'spaces for a secret',
    "\nSLACK_SIGNING_SECRET='   '",
    /SLACK_SIGNING_SECRET \(line 2 of \.env\): holds nothing but spaces; write its value, or leave it empty/,
  ],
  ['spaces for a name', "OPENAI_MODEL='  '", /OPENAI_MODEL \(line 1 of \.env\): holds nothing but spaces/],
  ['half of what Slack needs', '\nSLACK_BOT_TOKEN=xoxb-1', /SLACK_BOT_TOKEN \(line 2 of \.env\): also set SLACK_APP_TOKEN/],
  ['a writer that is not there', 'ANSWER_WRITER=model', /ANSWER_WRITER \(line 1 of \.env\): model needs OPENAI_API_KEY/],
  [
    'a proxy in small letters of another kind',
    '\nhttps_proxy=socks5://10.0.0.1:1080',
    /HTTPS_PROXY \(line 2 of \.env\): must be the address of the proxy, beginning with http/,
  ],
  [
    'a proxy of another kind',
    'HTTP_PROXY=socks5://10.0.0.1:1080',
    /HTTP_PROXY .*must be the address of the proxy, beginning with http/,
  ],
];

/** These are told, and have no effect. */
const notes: [name: string, file: string, said: RegExp][] = [
  ['swapped letters', 'PROT=3000', /\.env, line 1: PROT is no setting, so it has no effect; did you mean PORT\?/],
  ['a word left out', `OPENAI_KEY=${secret}`, /OPENAI_KEY is no setting.*did you mean OPENAI_API_KEY\?/],
  ['one of two', 'SLACK_TOKEN=x', /SLACK_TOKEN .*did you mean SLACK_BOT_TOKEN or SLACK_APP_TOKEN\?/],
  ['a word too many', 'DISCORD_BOT_TOKEN=x', /DISCORD_BOT_TOKEN .*did you mean DISCORD_TOKEN\?/],
  ['a word too many and a slip', 'DISCORD_BOT_TOKN=x', /DISCORD_BOT_TOKN .*did you mean DISCORD_TOKEN\?/],
  ['another word for the same', 'KNOWLEDGE_DIR=x', /KNOWLEDGE_DIR .*did you mean KNOWLEDGE_PACK\?/],
  ['the name that another program has', 'LLM_BASE_URL=x', /LLM_BASE_URL .*did you mean OPENAI_BASE_URL\?/],
  ['a word that many settings have', 'SLACK_TEAM=x', /SLACK_TEAM is no setting, so it has no effect$/],
  ['small letters', 'port=3000', /port is no setting.*did you mean PORT\?/],
  ['nothing of ours', 'FAVOURITE_COLOUR=blue', /line 1: FAVOURITE_COLOUR is no setting, so it has no effect$/],
  ['a name twice', 'LOG_LEVEL=info\n\nLOG_LEVEL=warn', /line 3: LOG_LEVEL was set on line 1 already; this one counts/],
];

/** Names that are there before anybody sets one. */
const shells = {
  'a desktop': `COLORTERM COMPIZ_CONFIG_PROFILE DBUS_SESSION_BUS_ADDRESS DEBUGINFOD_URLS DESKTOP_SESSION DISPLAY EDITOR GDMSESSION GIO_LAUNCHED_DESKTOP_FILE
    GNOME_SHELL_SESSION_MODE GNOME_TERMINAL_SCREEN GPG_AGENT_INFO GTK_MODULES HISTSIZE HOME IM_CONFIG_PHASE INVOCATION_ID JOURNAL_STREAM LANG LANGUAGE LC_ALL
    LC_TIME LESSCLOSE LESSOPEN LOGNAME LS_COLORS MAIL MANAGERPID OLDPWD PAGER PATH PWD QT_ACCESSIBILITY QT_IM_MODULE SESSION_MANAGER SHELL SHLVL SSH_AGENT_PID
    SSH_AUTH_SOCK SSH_CLIENT SSH_CONNECTION SSH_TTY SYSTEMD_EXEC_PID TERM TMUX TZ USER USERNAME VISUAL VTE_VERSION WAYLAND_DISPLAY WINDOWID WINDOWPATH
    XAUTHORITY XDG_CONFIG_DIRS XDG_CURRENT_DESKTOP XDG_DATA_DIRS XDG_DATA_HOME XDG_MENU_PREFIX XDG_RUNTIME_DIR XDG_SESSION_CLASS XDG_SESSION_TYPE XMODIFIERS _
    http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY ftp_proxy FTP_PROXY rsync_proxy`,
  'macOS and Windows': `Apple_PubSub_Socket_Render COMMAND_MODE SECURITYSESSIONID TERM_PROGRAM TERM_PROGRAM_VERSION TERM_SESSION_ID TMPDIR ITERM_PROFILE ITERM_SESSION_ID
    LaunchInstanceID XPC_FLAGS XPC_SERVICE_NAME __CF_USER_TEXT_ENCODING HOMEBREW_PREFIX INFOPATH ALLUSERSPROFILE APPDATA COMPUTERNAME ComSpec HOMEDRIVE HOMEPATH
    LOCALAPPDATA LOGONSERVER NUMBER_OF_PROCESSORS OS Path PATHEXT PROCESSOR_ARCHITECTURE ProgramData ProgramFiles PSModulePath PUBLIC SystemRoot TEMP TMP
    USERDOMAIN USERPROFILE windir WSLENV WSL_DISTRO_NAME`,
  'programmers’ tools': `AWS_ACCESS_KEY_ID AWS_PROFILE AWS_REGION BUN_INSTALL CARGO_HOME CC CFLAGS CONDA_DEFAULT_ENV CONDA_PREFIX CUDA_HOME DATABASE_URL DEBUG DOCKER_HOST
    EMAIL FORCE_COLOR GEM_HOME GIT_EDITOR GOBIN GONOPROXY GOPATH GOPROXY GOROOT GRADLE_HOME HF_HOME HF_TOKEN INIT_CWD JAVA_HOME JUPYTER_PORT KUBECONFIG
    LD_LIBRARY_PATH MANPATH MYSQL_HOST NODE NODE_ENV NODE_EXTRA_CA_CERTS NODE_OPTIONS NODE_PATH NO_COLOR NVM_BIN NVM_DIR OPENAI_ORG_ID OPENAI_PROJECT_ID PGHOST
    PGPORT PIP_PROXY PNPM_HOME POSTGRES_PORT PS1 PYENV_ROOT PYTHONPATH REDIS_HOST REDIS_PORT RUSTUP_HOME SDKMAN_DIR VIRTUAL_ENV VSCODE_GIT_IPC_HANDLE
    VSCODE_INJECTION npm_command npm_config_cache npm_config_https_proxy npm_config_noproxy npm_config_proxy npm_execpath npm_lifecycle_event npm_node_execpath
    npm_package_json npm_package_name`,
  servers: `BASH_ENV CI CONTAINER_NAME CREDENTIALS_DIRECTORY DYNO GITHUB_ACTIONS GITHUB_REF_NAME GITHUB_WORKSPACE HOSTNAME KUBERNETES_PORT KUBERNETES_PORT_443_TCP
    KUBERNETES_PORT_443_TCP_PORT KUBERNETES_SERVICE_HOST KUBERNETES_SERVICE_PORT KUBERNETES_SERVICE_PORT_HTTPS LISTEN_FDS LOGS_DIRECTORY MEMORY_PRESSURE_WATCH
    NOTIFY_SOCKET PM2_HOME RUNNER_OS RUNTIME_DIRECTORY SERVER_PORT STATE_DIRECTORY SUDO_COMMAND SUDO_USER WATCHDOG_USEC WEB_CONCURRENCY WEB_PORT YARN_VERSION`,
};

describe('.env', () => {
  it.each(mistakes)('with %s is refused by its line, and no value of it is shown', async (_name, file, said) => {
    const { code, text } = await refusalOf(file);
    expect(text).toMatch(said);
    expect(text).not.toMatch(/verysecret|Invalid input|Too small|NaN/);
    expect(code).toBe(1);
  });

  it.each(notes)('with %s is used, and what was meant is asked', async (_name, file, said) => {
    const { mistakes, notes: told } = readEnvFile(Buffer.from(file));
    expect(mistakes).toEqual([]);
    expect(told.join('. ')).toMatch(said);
    expect(told.join('. ')).not.toContain('verysecret');
  });

  it('is looked at by `doctor`: what is refused is a problem, what has no effect a note', async () => {
    const refused = await doctorOn('PORT 3000\n');
    expect([refused.code, refused.text]).toEqual([1, expect.stringMatching(/✗ Settings .*line 1: it has no “=”/)]);
    const noted = await doctorOn('PROT=3000\nport=1\n');
    expect([noted.code, noted.text]).toEqual([0, expect.stringMatching(/! Settings .*did you mean PORT\? \.env, line 2/)]);
  });

  it.each([
    ['quotes that span lines', 'ENCRYPTION_KEY="0123456789\nabcdef0123"\nLOG_LEVEL=info\n'],
    [
      'export, spaces, comments and Windows line ends',
      '\ufeff# mine\r\nexport LOG_LEVEL = info # why\r\n\r\nLOG_FORMAT: json\r\n',
    ],
    [
      'proxies in small letters',
      'http_proxy=http://10.0.0.1:3128\nhttps_proxy=10.0.0.1:3128\nall_proxy=socks://10.0.0.1:1080\nno_proxy=localhost\n',
    ],
    ['a hash and an equals sign in quotes', "WEB_ACCESS_TOKEN='a#b=c0123456789abc'\n"],
  ])('takes %s', (_name, file) => {
    const { mistakes, notes: told } = readEnvFile(Buffer.from(file));
    expect([mistakes, told]).toEqual([[], []]);
  });

  it.each(Object.entries(shells))('leaves names of the shell alone: %s', (_of, names) => {
    const environment = Object.fromEntries(
      names
        .trim()
        .split(/\s+/)
        .map(name => [name, secret]),
    );
    expect(readEnvironment(folder.path(), environment).notes).toEqual([]);
  });

  it.each([
    ['OPENAI_KEY', 'OPENAI_API_KEY'],
    ['SLACK_BOT_TOKN', 'SLACK_BOT_TOKEN'],
    ['PROT', 'PORT'],
    ['LOG_LEVL', 'LOG_LEVEL'],
    ['LOGLEVEL', 'LOG_LEVEL'],
    ['DATADIR', 'DATA_DIR'],
    ['HTTP_PROXI', 'HTTP_PROXY'],
    ['Embedder', 'EMBEDDER'],
  ])('tells %s of the shell, which is nearly %s', (name, meant) => {
    const { notes: told } = readEnvironment(folder.path(), { EDITOR: 'vi', [name]: secret });
    expect(told).toEqual([`the environment: ${name} is no setting, so it has no effect; did you mean ${meant}?`]);
  });
});
