'use strict';
// The chat page. Three loops share one state object: `pump` sends what is unsent, `poll` fetches replies, `tick` watches the clock.
// Everything shown is kept in sessionStorage first, so a reload at any moment neither loses nor doubles a message.
// Syntax stays old enough for phones that no longer get updates (no lookbehind, no optional chaining).
(function () {
  const STORE = 'cashless-chat';
  const MAX_CHARS = 2000;
  const SLOW_MS = 12000; // after this long a waiting person deserves a word
  const GIVE_UP_MS = 90000; // after this long the dots would be a lie
  const $ = (id) => document.getElementById(id);
  const [log, box, head] = [$('log'), $('message'), document.querySelector('.top')];
  const { humanPhone, idleMinutes } = document.body.dataset;

  // ---------- state ----------
  const blank = () => ({ token: null, idle: idleMinutes * 60, seq: 0, active: Date.now(), draft: '', entries: [], graves: [] });
  let state = load() || blank();
  let epoch = 0; // raised by a wipe: what was under way for the old conversation must not touch the new one
  let opening = null; // the session being opened, if any
  let pumping = false;
  let pollingToken = null;
  let spoken = ''; // what the waiting line last said
  let stick = true; // whether the reader is at the end of the log
  const sleepers = []; // waits to cut short when the network or the reader returns

  // An embedding site may forbid storage; the page then simply lives for one load.
  function load() {
    try { return JSON.parse(sessionStorage.getItem(STORE)); } catch (e) { return null; }
  }
  function save() {
    try { sessionStorage.setItem(STORE, JSON.stringify(state)); } catch (e) { /* as above */ }
  }
  function newKey() {
    if (crypto.randomUUID) return crypto.randomUUID(); // absent on plain http and on older phones
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    return Array.from(bytes, (b, i) => ([4, 6, 8, 10].includes(i) ? '-' : '') + b.toString(16).padStart(2, '0')).join('');
  }

  // ---------- server ----------
  /** One call; null when the server could not be reached. */
  async function request(method, path, body, token, timeout) {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), timeout || 15000);
    const headers = body ? { 'Content-Type': 'application/json' } : {};
    if (token) headers.Authorization = 'Bearer ' + token;
    const options = { method, headers, signal: abort.signal, cache: 'no-store', credentials: 'omit', keepalive: method === 'DELETE' };
    if (body) options.body = JSON.stringify(body);
    try {
      const answer = await fetch('/api/v1' + path, options);
      const data = await answer.json().catch((e) => { if (answer.ok && answer.status !== 204) throw e; return {}; }); // cut off: as good as lost
      return { status: answer.status, ok: answer.ok, data, detail: typeof data.detail === 'string' ? data.detail : '' };
    } catch (e) { return null; } finally { clearTimeout(timer); }
  }

  const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
  const pause = (ms) => Promise.race([sleep(ms), new Promise((done) => sleepers.push(done))]);
  const rouse = () => sleepers.splice(0).forEach((done) => done());
  const backoff = (tries, most) => pause(Math.min(most, 800 * Math.pow(2, tries)) * (0.75 + Math.random() / 2));

  /** The one way to a token; callers share an opening that is under way. */
  function ensureSession() {
    if (state.token) return Promise.resolve();
    if (opening) return opening;
    const mine = openSession(epoch).then(() => { if (opening === mine) opening = null; });
    return (opening = mine);
  }
  async function openSession(mine) {
    for (let tries = 0; mine === epoch; tries++) {
      const got = await request('POST', '/sessions');
      if (mine !== epoch) { if (got && got.ok) bury(got.data.token); return; } // wiped meanwhile: nobody will use this one
      if (got && got.ok) {
        const midTalk = state.entries.some((e) => e.who !== 'note');
        Object.assign(state, { token: got.data.token, idle: got.data.idle_seconds || idleMinutes * 60, seq: 0 });
        setOffline(false);
        take(got.data.replies || [], midTalk); // a second greeting in the middle of a talk would only confuse
        save();
        return void poll();
      }
      setOffline(true, got && got.detail);
      await backoff(tries + (got ? 1 : 0), 15000);
    }
  }
  function loseSession(token) {
    if (state.token !== token) return; // noticed before
    state.token = null;
    state.entries.forEach((e) => { if (e.status === 'sent') e.answered = true; }); // the old session will not answer any more
    save();
    showWaiting();
  }

  // ---------- sending ----------
  function send(text, payload) {
    touch();
    add({ who: 'me', key: newKey(), text, payload, status: 'sending', at: Date.now(), answered: false });
    refresh();
    toEnd();
    pump();
  }

  /** What a button that is always there says. Choices and thumbs are spent by a press, these are not: mind the double tap. */
  function sendShortcut(button) {
    const { payload } = button.dataset;
    const last = state.entries.filter((e) => e.who === 'me').pop();
    if (!last || last.payload !== payload || Date.now() - last.at > 1500) send(button.textContent.trim(), payload);
  }

  /** Sends in the order written, one at a time: a later message must not overtake the one it refers to. */
  async function pump() {
    if (pumping) return;
    pumping = true;
    let [tries, entry] = [0, null];
    while ((entry = state.entries.find((e) => e.status === 'sending' || e.status === 'late'))) {
      const mine = epoch;
      await ensureSession();
      if (mine !== epoch || !state.token) continue;
      const token = state.token;
      const got = await request('POST', '/messages', { event_key: entry.key, text: entry.text, payload: entry.payload }, token);
      if (mine !== epoch) continue;
      if (got && got.ok) {
        tries = 0;
        setStatus(entry, 'sent');
      } else if (got && got.status === 401) {
        loseSession(token); // the same message goes again, under the same key, in a new session
        if (tries++) await backoff(tries, 15000);
      } else if (got && got.status < 500) { // understood and refused: trying again by itself would not help
        setStatus(entry, 'refused', got.detail, got.status !== 413 && got.status !== 422);
      } else {
        if (++tries >= 2) setStatus(entry, 'late', '', true);
        await backoff(tries, 20000);
      }
    }
    pumping = false;
  }
  function setStatus(entry, status, detail, again) {
    const worse = status !== 'sent' && status !== entry.status;
    Object.assign(entry, { status, detail: detail || '', again: Boolean(again), sentAt: Date.now() });
    save();
    drawState(entry);
    showWaiting();
    if (worse && status !== 'sending') $('live').textContent = badWords(entry);
  }
  function resend(entry) {
    if (entry.status === 'refused') setStatus(entry, 'sending');
    rouse();
    pump();
  }

  // ---------- receiving ----------
  async function poll() {
    const token = state.token;
    if (!token || pollingToken === token) return;
    pollingToken = token;
    for (let failures = 0; state.token === token; ) {
      if (document.hidden) { await pause(600000); continue; } // spare the battery; the reader's return wakes us
      const begun = Date.now();
      const got = await request('GET', '/replies?after=' + state.seq + '&wait=20', null, token, 32000);
      if (state.token !== token) break;
      if (got && got.status === 401) {
        const mine = epoch;
        loseSession(token);
        await sleep(2000); // a server that refuses everything must not be hammered
        if (mine === epoch) ensureSession();
      } else if (got && got.ok) {
        failures = 0;
        setOffline(false);
        if (!take(got.data.replies || []) && Date.now() - begun < 1000) await sleep(1500); // a server that does not wait
      } else {
        if (++failures > 1) setOffline(true);
        await backoff(failures, 15000);
      }
    }
    if (pollingToken === token) pollingToken = null;
  }

  /** Shows replies not seen before; `quietly` only remembers that they were seen. Says whether any was new. */
  function take(replies, quietly) {
    const before = state.seq;
    const nodes = [];
    replies.sort((a, b) => a.seq - b.seq).forEach((reply) => {
      if (reply.seq <= state.seq) return;
      state.seq = reply.seq;
      state.entries.forEach((e) => { if (e.key && e.key === reply.in_reply_to) e.answered = true; });
      if (reply.forgets) forgetEarlier();
      if (!quietly) nodes.push(add({ who: 'bot', reply, round: reply.in_reply_to || 'from-' + before, taken: null }));
    });
    if (state.seq > before) { save(); showWaiting(); refresh(); }
    if (nodes.length) reveal(nodes);
    return state.seq > before;
  }

  /** What the assistant has erased is not left standing here, nor in the tab's storage. */
  function forgetEarlier() {
    state.entries.forEach((entry) => { const node = drawn.get(entry); if (node) node.remove(); drawn.delete(entry); });
    state.entries = state.entries.filter((e) => e.who === 'me' && !e.answered);
    state.entries.forEach(append);
  }

  // ---------- drawing (shapes come from the page's templates; words enter only as text, never as markup) ----------
  const drawn = new Map(); // entry → its node in the log
  const clone = (id) => $(id).content.firstElementChild.cloneNode(true);
  const onClick = (node, action) => node.addEventListener('click', action);

  function add(entry) {
    state.entries.push(entry);
    save();
    return append(entry);
  }
  function addNote(text, start) {
    add({ who: 'note', text, start: Boolean(start) });
    if (stick) toEnd();
  }
  function append(entry) {
    const node = clone('t-' + entry.who);
    const part = (name) => node.querySelector('.' + name);
    $('opening').hidden = true;
    drawn.set(entry, node);
    ({ me: drawMine, bot: drawReply, note: drawNote })[entry.who](entry, part, node);
    log.append(node);
    return node;
  }
  function drawMine(entry, part, node) {
    const thumb = rating(entry) && findThumb($('t-bot').content, rating(entry));
    node.classList.toggle('rating', Boolean(thumb));
    if (thumb) part('bubble').append(...Array.from(thumb.childNodes, (child) => child.cloneNode(true)));
    else part('bubble').textContent = entry.text;
    onClick(part('again'), () => resend(entry));
    drawState(entry);
  }
  const badWords = (entry) => entry.detail || (entry.status === 'late' ? 'Chưa gửi được, đang tự thử lại' : 'Chưa gửi được tin này.');
  function drawState(entry) {
    const [line, words, again] = ['.state', '.words', '.again'].map((name) => drawn.get(entry).querySelector(name));
    const bad = entry.status === 'late' || entry.status === 'refused';
    const time = new Date(entry.at).toLocaleTimeString('vi-VN', { hour: '2-digit', minute: '2-digit' });
    line.classList.toggle('bad', bad);
    words.textContent = bad ? badWords(entry) : time + (entry.status === 'sent' ? ' · Đã gửi' : ' · Đang gửi…');
    again.hidden = !bad || !entry.again;
  }
  function drawNote(entry, part) {
    part('words').textContent = entry.text;
    part('start').hidden = !entry.start;
    onClick(part('start'), () => { entry.start = false; part('start').hidden = true; save(); ensureSession(); });
  }
  function drawReply(entry, part, node) {
    const { kind, text, sections, source, article, buttons } = entry.reply;
    const urgent = kind === 'emergency';
    const cut = urgent && text.includes('\n') ? text.indexOf('\n') : text.length;
    if (/^[a-z_]+$/.test(kind)) node.classList.add('kind-' + kind);
    if (urgent) part('who').textContent = 'Trợ lý, khẩn cấp:';
    write(part('first'), text.slice(0, cut));
    write(part('rest'), text.slice(cut).trim());
    if (urgent) drawCalls(part('calls'), text.slice(0, cut));
    (sections || []).forEach((section) => part('sections').append(drawSection(section)));
    part('source').textContent = source || '';
    if (source && article) drawTake(part('take'), article);
    (buttons || []).forEach((choice, i) => part('choices').append(drawChoice(entry, choice, i)));
    Object.keys(THUMBS).forEach((value) => onClick(findThumb(node, value), (event) => rate(value, event.currentTarget)));
  }
  /** The answer to take along: a picture for a chat, a sheet to print. */
  function drawTake(node, article) {
    ['png', 'pdf'].forEach((form) => { node.querySelector('.take-' + form).href = '/articles/' + article + '.' + form; });
    node.hidden = false;
  }
  function drawSection(section) {
    const node = clone('t-section');
    const list = document.createElement(section.ordered ? 'ol' : 'ul');
    node.querySelector('.title').textContent = section.title;
    node.querySelector('.count').textContent = section.items.length + (section.ordered ? ' bước' : ' mục');
    section.items.forEach((item) => write(list.appendChild(document.createElement('li')), item));
    node.append(list);
    return node;
  }
  function drawChoice(entry, choice, i) {
    const item = clone('t-choice');
    item.querySelector('.nth').textContent = i + 1 + ' ·';
    item.querySelector('.label').textContent = choice.label;
    onClick(item.querySelector('.choice'), (event) => pickChoice(entry, i, event.currentTarget));
    return item;
  }
  function pickChoice(entry, i, node) {
    if (node.getAttribute('aria-disabled') === 'true') return;
    entry.taken = i;
    send(entry.reply.buttons[i].label, entry.reply.buttons[i].payload);
  }

  function refresh() { refreshChoices(); refreshThumbs(); }

  /** What is off stays focusable where it stands: `disabled` would throw the focus away. */
  function setOff(button, off) {
    button.setAttribute('aria-disabled', String(off));
    button.tabIndex = off ? -1 : 0;
  }

  /**
   * Only the newest reply's choices can be pressed, and once. A turn of several replies shows the last one's alone: a typed
   * number means these, and a "1" above them would be another one.
   */
  function refreshChoices() {
    const bots = state.entries.filter((e) => e.who === 'bot');
    bots.forEach((e, at) => {
      const next = bots[at + 1];
      const node = drawn.get(e);
      node.querySelector('.choices').hidden = Boolean(next && next.round === e.round);
      node.querySelectorAll('.choice').forEach((choice, i) => {
        setOff(choice, Boolean(next) || e.taken !== null);
        choice.classList.toggle('taken', e.taken === i);
      });
    });
  }

  // ---------- thumbs ----------
  const THUMBS = { yes: '👍', no: '👎' };
  const findThumb = (node, value) => node.querySelector('.thumb[value="' + value + '"]');
  const rating = (entry) => Object.keys(THUMBS).find((value) => entry.payload === 'helpful:' + value);

  function rate(value, node) {
    if (node.getAttribute('aria-disabled') !== 'true') send(THUMBS[value], 'helpful:' + value);
  }

  /** The newest answer can be rated, once, until something else is said. What was rated is read from the log: a reload changes nothing. */
  function refreshThumbs() {
    const newest = state.entries.map((e) => e.who === 'bot' && e.reply.kind === 'answer').lastIndexOf(true);
    const ratings = state.entries.slice(newest + 1).filter((e) => e.who === 'me').map(rating);
    state.entries.forEach((e, at) => {
      if (e.who !== 'bot') return;
      const row = drawn.get(e).querySelector('.thumbs');
      row.hidden = at !== newest || ratings.includes(undefined);
      if (!row.hidden) row.querySelectorAll('.thumb').forEach((thumb) => {
        thumb.setAttribute('aria-pressed', String(thumb.value === ratings[0]));
        setOff(thumb, ratings.length > 0);
      });
    });
  }

  // ---------- phone numbers ----------
  const HOTLINE = '1[89]00_?(?:\\d{6}|\\d{3}_\\d{3}|\\d\\d_\\d\\d_\\d\\d|\\d{4}|\\d\\d_\\d\\d)'.replace(/_/g, '[ .\\u00a0-]');
  const OWN = humanPhone ? '|' + humanPhone.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : '';
  const NUMBERS = new RegExp(HOTLINE + '|11[345]|156' + OWN, 'g');
  const CALLED = /(gọi|báo|tổng đài|hotline|đầu số|đường dây|điện thoại|công an|cảnh sát|cứu ho[ảa]|cứu h[ỏo]a|cấp cứu)[^.;\n]{0,24}$/i;
  const CALLED_156 = /(gọi|đầu số|tổng đài)[^.;\n]{0,24}$/i;
  const WARNED = /(giả mạo|mạo danh|số giả|số lạ|(đừng|không|chớ)( nên| được)? (gọi|nghe))[^.,;:!?\n]{0,30}$/i;
  const A_SUM = /^([.,]?\d|%| ?(đ|đồng|nghìn|ngàn|triệu|tỷ|k)(?![a-zà-ỹđ]))/i;

  /** Only hotlines become links. A number warned against, a sum or a decree ("156/KH-UBND", "113.000 đ") must not be one tap from a call. */
  function isPhone(number, before, after) {
    if (/\d[.,]?$/.test(before) || A_SUM.test(after) || (number.length === 3 && after[0] === '/')) return false;
    if (/^11/.test(number)) return CALLED.test(before) || /^ ?[:(–-]/.test(after);
    return !WARNED.test(before) && (number !== '156' || CALLED_156.test(before));
  }
  function findPhones(text) {
    const found = [];
    text.replace(NUMBERS, (number, at) => {
      if (isPhone(number, text.slice(0, at), text.slice(at + number.length))) found.push({ at, number });
      return number;
    });
    return found;
  }

  const dial = (link, number) => { link.href = 'tel:' + number.replace(/[^\d+]/g, ''); return link; };

  /** Fills a node with text in which hotlines can be tapped. */
  function write(node, text) {
    let from = 0;
    findPhones(text).forEach(({ at, number }) => {
      const link = dial(clone('t-tel'), number);
      link.textContent = number;
      node.append(text.slice(from, at), link);
      from = at + number.length;
    });
    if (from < text.length) node.append(text.slice(from));
  }

  /** In an emergency a shaking thumb needs more than an underlined word: the first line's numbers become large buttons. */
  function drawCalls(row, text) {
    findPhones(text).slice(0, 3).forEach(({ number }) => {
      row.append(dial(clone('t-call'), number));
      row.lastChild.querySelector('span').textContent = 'Gọi ' + number;
    });
  }

  // ---------- around the log ----------
  function setOffline(yes, detail) { // also told when the server is there but opens no session
    $('offline').textContent = detail || 'Mất kết nối. Trang đang tự kết nối lại…';
    $('offline').hidden = !yes;
  }
  function showWaiting() {
    const waiting = state.entries.filter((e) => e.status === 'sent' && !e.answered);
    const longest = Math.max(0, ...waiting.map((e) => Date.now() - e.sentAt));
    if (longest > GIVE_UP_MS) {
      waiting.forEach((e) => { e.answered = true; });
      addNote('Chưa nhận được câu trả lời. Anh/chị hỏi lại giúp; nếu đang gấp, gọi 113.');
      return showWaiting();
    }
    const words = !waiting.length ? '' : longest < SLOW_MS ? 'Trợ lý đang trả lời.' : $('slow').textContent;
    const appears = $('typing').hidden && waiting.length;
    $('typing').hidden = !waiting.length;
    $('slow').hidden = longest < SLOW_MS;
    if (words !== spoken) $('live').textContent = spoken = words;
    if (appears && stick) toEnd();
  }

  const page = document.scrollingElement || document.documentElement;
  function toEnd() {
    page.scrollTop = page.scrollHeight;
    stick = true;
    $('jump').hidden = true;
  }
  function onScroll() {
    stick = page.scrollHeight - page.scrollTop - window.innerHeight < 80;
    if (stick) $('jump').hidden = true;
  }

  /** A long answer is read from its first line, so it is not scrolled past; a reader who went back up is left in place. */
  function reveal(nodes) {
    if (!stick) { $('jump').hidden = false; return; }
    const covered = document.documentElement.classList.contains('tight') ? 0 : head.offsetHeight;
    const top = nodes[0].getBoundingClientRect().top;
    const end = $('foot').getBoundingClientRect().top;
    if (log.getBoundingClientRect().bottom + $('about').offsetHeight - top < end - covered - 24) return toEnd();
    page.scrollTop += top - covered - 12;
    onScroll();
    $('jump').hidden = nodes[nodes.length - 1].getBoundingClientRect().top < end; // another reply waits further down
  }

  /** Tells the style sheet what the pinned parts cover (focus must not hide beneath them), and unpins them where they leave no room. */
  function measure() {
    const { classList, style } = document.documentElement;
    const [top, foot] = [head.offsetHeight, $('foot').offsetHeight];
    const tight = classList.toggle('tight', top + foot > window.innerHeight * 0.6);
    const tighter = classList.toggle('tighter', foot > window.innerHeight * 0.5);
    style.setProperty('--top', (tight ? 0 : top) + 8 + 'px');
    style.setProperty('--foot', (tighter ? 0 : foot) + 12 + 'px');
    if (stick) toEnd();
  }

  // ---------- composer ----------
  function onType() {
    const over = Array.from(box.value).length - MAX_CHARS;
    box.style.height = 'auto';
    box.style.height = box.scrollHeight + 3 + 'px';
    $('counter').hidden = over < -200;
    $('counter').className = over > 0 ? 'counter bad' : 'counter';
    $('counter').textContent = over > 0 ? 'Dài quá ' + over + ' ký tự, xin bớt lại' : MAX_CHARS + over + '/' + MAX_CHARS;
    $('send').setAttribute('aria-disabled', String(over > 0 || !box.value.trim()));
    state.draft = box.value;
    save();
  }
  function onSubmit(event) {
    event.preventDefault();
    const ready = $('send').getAttribute('aria-disabled') !== 'true';
    const text = box.value.trim();
    if (!ready && text) $('live').textContent = $('counter').textContent;
    if (ready) { box.value = ''; onType(); send(text, null); }
    box.focus();
  }

  /** Vietnamese keyboards compose: the Enter that finishes a word must not send it. */
  function onKey(event) {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.keyCode !== 229) onSubmit(event);
  }

  // ---------- ending and idling ----------
  function touch() {
    const stale = Date.now() - state.active > 2000; // scrolling fires often, storage is slow
    state.active = Date.now();
    $('idle').hidden = true;
    if (stale) save();
  }

  /** Makes the server forget a session, even when the network is away just now. */
  async function bury(token) {
    if (!state.graves.includes(token)) state.graves.push(token);
    save();
    for (let tries = 0; state.graves.includes(token); tries++) {
      const got = await request('DELETE', '/sessions', null, token);
      if (got && got.status < 500 && got.status !== 429) state.graves = state.graves.filter((t) => t !== token);
      else await backoff(tries, 30000);
    }
    save();
  }
  function wipe(words, startButton) {
    const { token, graves } = state;
    epoch++;
    opening = null;
    state = Object.assign(blank(), { graves });
    save();
    if (token) bury(token);
    log.textContent = box.value = '';
    drawn.clear();
    onType();
    touch();
    setOffline(false);
    showWaiting();
    toEnd();
    rouse();
    addNote(words, startButton);
  }
  function endByHand() {
    wipe('Đã xoá cuộc trò chuyện trước.');
    ensureSession();
  }
  function endByClock() {
    if ($('confirm').open) $('confirm').close();
    const minutes = Math.max(1, Math.round(state.idle / 60));
    wipe('Cuộc trò chuyện đã được xoá vì không ai dùng trong ' + minutes + ' phút.', true);
  }
  function askToEnd() {
    if ($('confirm').showModal) $('confirm').showModal();
    else if (window.confirm($('confirm-title').textContent)) endByHand(); // phones from before <dialog>
  }
  function tick() {
    if (!state.token && !state.entries.some((e) => e.who === 'me') && !state.draft) return; // nothing to protect
    state.active = Math.min(state.active, Date.now()); // a clock set back must not stretch the wait
    const left = state.idle - (Date.now() - state.active) / 1000;
    if (left <= 0) return endByClock();
    if (left <= Math.min(60, state.idle / 2)) $('idle').hidden = false;
    showWaiting();
  }

  // ---------- start ----------
  function restore() {
    log.setAttribute('aria-busy', 'true'); // neither animated nor read out again
    state.entries.forEach(append);
    refresh();
    box.value = state.draft;
    setTimeout(() => log.removeAttribute('aria-busy'), 300);
  }
  function listen() {
    document.querySelectorAll('[data-payload]').forEach((button) => onClick(button, () => sendShortcut(button)));
    onClick($('jump'), toEnd);
    onClick($('end'), askToEnd);
    onClick($('confirm-no'), () => $('confirm').close());
    onClick($('confirm-yes'), () => { $('confirm').close(); endByHand(); });
    onClick($('still-here'), () => log.focus({ preventScroll: true })); // the press itself was the sign of life
    $('composer').addEventListener('submit', onSubmit);
    box.addEventListener('input', onType);
    box.addEventListener('keydown', onKey);
    ['click', 'keydown', 'touchstart', 'wheel'].forEach((type) => document.addEventListener(type, touch, { passive: true }));
    const onWindow = { scroll: onScroll, resize: measure, online: rouse, pageshow: tick };
    Object.keys(onWindow).forEach((type) => window.addEventListener(type, onWindow[type], { passive: true }));
    document.addEventListener('visibilitychange', () => { if (!document.hidden) { tick(); rouse(); } });
    if (window.ResizeObserver) [head, $('foot')].forEach((part) => new ResizeObserver(measure).observe(part));
    if ($('call')) dial($('call'), humanPhone);
  }
  function begin() {
    const asleep = () => !state.token && state.entries.slice(-1).some((e) => e.start); // wiped by the clock, waiting for somebody
    document.documentElement.classList.remove('no-js');
    listen();
    if (Date.now() - state.active > state.idle * 1000 && !asleep()) endByClock(); // a tab restored hours later, perhaps by another hand
    else restore();
    onType();
    measure();
    showWaiting();
    state.graves.slice().forEach(bury);
    setInterval(tick, 1000);
    if (!asleep()) { ensureSession(); poll(); pump(); }
  }
  begin();
})();
