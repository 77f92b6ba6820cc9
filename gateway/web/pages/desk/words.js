// words: what the page says, Chinese and English side by side, and times as people read them.

const table = {
  title: ['办理台', 'Desk'],
  sign_in: ['登录', 'Sign in'],
  sign_in_hint: ['市民诉求办理台，仅限工作人员使用。所有查看和操作都会留痕。',
    'For staff only. Every look and every act is recorded.'],
  login: ['账号', 'Login'],
  password: ['密码', 'Password'],
  signing_in: ['正在登录…', 'Signing in…'],
  sign_out: ['退出', 'Sign out'],
  language: ['English', '中文'],
  cases: ['工单', 'Cases'],
  audit: ['操作记录', 'Audit'],
  offers: ['政策推送', 'Offers'],
  sections: ['栏目', 'Sections'],
  group_open: ['未办结', 'Open'],
  group_dispatch: ['待派单', 'To dispatch'],
  group_sign: ['待签收', 'To sign'],
  group_hand: ['办理中', 'In hand'],
  group_answered: ['待评价', 'Answered'],
  group_all: ['全部', 'All'],
  sort: ['排序', 'Sort'],
  sort_new: ['最新在前', 'Newest first'],
  sort_due: ['先到期在前', 'Due first'],
  more: ['再看更早的', 'Show earlier ones'],
  none: ['这里没有工单。', 'No cases here.'],
  none_hint: ['有新的会自动出现，不用刷新。', 'New ones appear by themselves.'],
  choose: ['从左边选一件工单', 'Choose a case on the left'],
  keys: ['j / k 上下移动，Enter 打开，Esc 返回', 'j / k to move, Enter to open, Esc to go back'],
  back: ['返回列表', 'Back to the list'],
  loading: ['正在读取…', 'Loading…'],
  retry: ['再试一次', 'Try again'],
  offline: ['连接不上，正在重试…', 'No connection, trying again…'],
  changed: ['这件工单有新进展', 'This case has moved on'],
  reload: ['看最新情况', 'Show it'],
  urgent: ['急', 'urgent'],
  emergency: ['涉及人身安全', 'danger to life'],
  anonymous: ['匿名', 'anonymous'],
  poor: ['差评', 'poor ratings'],
  unit: ['承办单位', 'Unit'],
  not_assigned: ['尚未派出', 'not assigned yet'],
  likely: ['（拟）', ' (likely)'],
  due: ['办理期限', 'Due'],
  no_due: ['未设期限', 'none'],
  filed: ['提交时间', 'Filed'],
  by_channel: ['来源', 'Channel'],
  assists: ['协办', 'Assisting'],
  left: ['还剩 ', ''],
  left_after: ['', ' left'],
  over: ['逾期 ', ''],
  over_after: ['', ' overdue'],
  request: ['市民诉求', 'What the citizen says'],
  place: ['地点', 'Place'],
  point: ['坐标', 'Coordinates'],
  contact: ['联系电话', 'Phone'],
  no_contact: ['没有留电话', 'none given'],
  show_numbers: ['显示号码', 'Show numbers'],
  numbers_shown: ['号码已显示，此次查看已记录', 'Numbers shown; this look was recorded'],
  numbers_later: ['签收后可看', 'shown after signing'],
  media: ['照片和附件', 'Pictures and files'],
  media_wanted: ['正在取回', 'being fetched'],
  media_refused: ['取不到', 'cannot be fetched'],
  picture: ['市民提供的照片', 'Picture from the citizen'],
  save_file: ['保存附件', 'Save the file'],
  close_dialog: ['关闭', 'Close'],
  answer_given: ['已给出的答复', 'The answer given'],
  erased: ['当事人的内容已按要求删除。', 'The content was erased at the person’s request.'],
  why: ['为什么这样派', 'Why it went there'],
  why_duty: ['事项', 'Duty'],
  why_basis: ['依据', 'Basis'],
  why_version: ['规则版本', 'Rules version'],
  why_sure: ['把握', 'Confidence'],
  why_words: ['听到的词', 'Words found'],
  why_words_hint: ['在诉求原文里已标出', 'marked in the text above'],
  why_facts: ['要素', 'Facts'],
  why_candidates: ['可能的承办单位', 'Candidates'],
  status_duty: ['规则确定了事项和承办单位。', 'The rules settled duty and unit.'],
  status_otherwise: ['没有具体事项对得上，按本类兜底规则派单。', 'No single duty fitted; the category’s fallback applies.'],
  status_ask: ['还有问题没问清，由调度员判断。', 'Something was left open; a dispatcher decides.'],
  status_nothing: ['没有认出事项，由调度员判断。', 'No matter was recognised; a dispatcher decides.'],
  from_words: ['原话', 'words'],
  from_answer: ['回答', 'answer'],
  from_given: ['给定', 'given'],
  from_message: ['消息', 'message'],
  no_reasons: ['没有留下派单理由。', 'No reasons were kept.'],
  talk: ['对话', 'Talk'],
  no_talk: ['没有可显示的对话。', 'No talk to show.'],
  citizen: ['市民', 'Citizen'],
  bot: ['智答', 'zhida'],
  offered: ['可选', 'offered'],
  kind_image: ['［照片］', '[picture]'],
  kind_voice: ['［语音］', '[voice]'],
  kind_video: ['［视频］', '[video]'],
  kind_location: ['［位置］', '[place]'],
  events: ['办理经过', 'What happened'],
  rating: ['评分', 'Rating'],
  sign: ['签收', 'Sign'],
  answer: ['答复市民', 'Answer'],
  return: ['退回', 'Return'],
  assign: ['派单', 'Assign'],
  close: ['办结', 'Close'],
  note: ['内部备注', 'Remark'],
  cancel: ['取消', 'Cancel'],
  sign_ask: ['签收后由本单位办理，市民会收到通知。', 'Your unit takes the case; the citizen is told.'],
  answer_label: ['给市民的答复（市民会原样看到）', 'Answer (the citizen reads it as written)'],
  return_label: ['退回理由（写明应由谁办、依据是什么）', 'Reason (who should handle it, and on what basis)'],
  note_label: ['备注（市民看不到）', 'Remark (not shown to the citizen)'],
  assign_label: ['派给哪个单位', 'Assign to'],
  assign_note: ['说明（可不填）', 'Note (optional)'],
  assign_present: ['按现行规则', 'by the rules in force'],
  assign_stored: ['按受理时的规则', 'by the rules when filed'],
  just_returned: ['刚退回', 'just returned it'],
  assign_other: ['其他单位', 'Another unit'],
  assign_pick: ['请选择…', 'Choose…'],
  close_ask: ['市民没有评价也可以办结。', 'It can be closed without a rating.'],
  send_sign: ['确认签收', 'Sign'],
  send_answer: ['发送答复', 'Send the answer'],
  send_return: ['确认退回', 'Return it'],
  send_assign: ['确认派单', 'Assign it'],
  send_close: ['确认办结', 'Close it'],
  send_note: ['保存备注', 'Save the remark'],
  done_sign: ['已签收', 'Signed'],
  done_answer: ['答复已发出', 'The answer is on its way'],
  done_return: ['已退回，等待重新派单', 'Returned, waiting for another unit'],
  done_assign: ['已派单', 'Assigned'],
  done_close: ['已办结', 'Closed'],
  done_note: ['备注已保存', 'Remark saved'],
  gone: ['工单已转出，不在本单位办理范围内', 'The case has left your unit'],
  too_short: ['请至少写五个字。', 'Please write at least five characters.'],
  letters: ['字', 'characters'],
  pick_unit: ['请选择一个单位。', 'Please choose a unit.'],
  no_actions: ['这件工单现在不需要您操作。', 'Nothing for you to do here now.'],
  offers_hint: ['短信只发给名录里同意接收、并且没有退订的企业。每项政策只推送一次；晚上九点以后批准的，第二天早上八点再发。',
    'Messages go only to enterprises that agreed in the register and have not opted out. A policy is pushed once; what is approved after nine in the evening goes out at eight the next morning.'],
  offer_none: ['现在没有开放受理并且可以用短信推送的政策。', 'No policy that is open now may be pushed by short message.'],
  offer_reach: ['将收到短信', 'Would receive it'],
  offer_agreed: ['同意接收', 'Have agreed'],
  offer_qualify: ['符合条件', 'Qualify'],
  offer_silent: ['未同意接收', 'Have not agreed'],
  offer_opted_out: ['已退订', 'Opted out'],
  offer_no_phone: ['没有手机号', 'No mobile number'],
  offer_depend: ['缺数据，待定', 'Depends on a missing figure'],
  offer_enterprises: ['名录企业', 'In the register'],
  offer_open: ['未推送', 'not sent'],
  offer_approved: ['已批准 ', 'approved '],
  offer_approve: ['批准推送…', 'Approve…'],
  offer_by_admin: ['由管理员批准推送。', 'An administrator approves it.'],
  offer_nobody: ['现在没有可以发送的企业。', 'There is nobody to send it to now.'],
  offer_ask: ['确认推送这项政策？', 'Send this offer?'],
  offer_once: ['批准后不能撤回，也不会再发第二次。', 'It cannot be taken back and is not sent a second time.'],
  offer_send: ['发送', 'Send'],
  offer_message: ['条短信', 'message'],
  offer_messages: ['条短信', 'messages'],
  offer_goes_now: ['批准后立即发出', 'goes out at once'],
  offer_goes_later: ['现在是免打扰时间，发出时间：', 'quiet hours now; goes out '],
  offer_queued: ['已批准，正在发出', 'Approved, on the way:'],
  offer_missing_register: ['还没有企业名录。用 zhida enterprises 名录.csv 装入后，这里会算出每项政策能发给多少企业。',
    'There is no register of enterprises yet. Load one with zhida enterprises FILE.csv and the numbers appear here.'],
  offer_missing_account: ['还没有可用的短信账号，不能推送。', 'There is no SMS account, so nothing can be sent.'],
  offer_missing_address: ['还没有设置对外网址（zhida serve --public-url），短信里的链接会打不开，所以不能推送。',
    'No public address is set (zhida serve --public-url); links in messages would not open, so nothing can be sent.'],
  audit_when: ['时间', 'When'],
  audit_who: ['账号', 'Login'],
  audit_what: ['做了什么', 'Act'],
  audit_on: ['对象', 'On'],
  audit_detail: ['说明', 'Detail'],
  audit_hint: ['每次查看市民信息、每次操作都在这里，只增不改。',
    'Every look at a person’s data and every act; rows are only added.'],
  act_login: ['登录', 'signed in'],
  act_logout: ['退出', 'signed out'],
  'act_login.failed': ['密码不对', 'wrong password'],
  'act_login.locked': ['密码不对，已锁定', 'wrong password, locked'],
  'act_case.view': ['查看工单', 'looked at a case'],
  'act_case.reveal': ['查看号码', 'looked at numbers'],
  'act_case.list': ['查看列表', 'looked at a list'],
  'act_case.refused': ['越权查看，已拒绝', 'outside of scope, refused'],
  'act_case.sign': ['签收', 'signed'],
  'act_case.answer': ['答复', 'answered'],
  'act_case.return': ['退回', 'returned'],
  'act_case.assign': ['派单', 'assigned'],
  'act_case.close': ['办结', 'closed'],
  'act_case.note': ['备注', 'remarked'],
  'act_media.view': ['查看附件', 'looked at a file'],
  'act_person.erase': ['删除个人信息', 'person forgotten'],
  'act_user.add': ['新建账号', 'user added'],
  'act_user.password': ['改密码', 'password changed'],
  'act_user.disable': ['停用账号', 'user disabled'],
  'act_user.enable': ['启用账号', 'user enabled'],
  'act_offer.approve': ['批准推送', 'approved an offer'],
  act_refused: ['越权操作，已拒绝', 'not allowed, refused'],
};

const kept = 'zhida-desk-language';
let english = localStorage.getItem(kept) === 'en';

export const isEnglish = () => english;

export function setEnglish(yes) {
  english = yes;
  localStorage.setItem(kept, yes ? 'en' : 'zh');
  document.documentElement.lang = yes ? 'en' : 'zh-CN';
  document.title = t('title');
}

/** A text of the table; a key that is not there stands for itself. */
export function t(key) {
  const pair = table[key];
  return pair ? pair[english ? 1 : 0] : key;
}

/** Of a value with {zh, en}. */
export function named(value) {
  if (!value) return '';
  return (english ? value.en || value.zh : value.zh) || value.code || '';
}

const zone = 'Asia/Shanghai';

export function moment(seconds, long = false) {
  if (!seconds) return '';
  const date = new Date(seconds * 1000);
  const other = date.getFullYear() !== new Date().getFullYear();
  return new Intl.DateTimeFormat(english ? 'en-GB' : 'zh-CN', {
    timeZone: zone, month: long && !english ? 'long' : 'numeric', day: 'numeric',
    year: other || long ? 'numeric' : undefined, hour: '2-digit', minute: '2-digit', hour12: false,
  }).format(date);
}

/** "3天4小时", "2小时5分", "12分" */
export function span(seconds) {
  const minutes = Math.max(1, Math.floor(Math.abs(seconds) / 60));
  const days = Math.floor(minutes / 1440), hours = Math.floor(minutes % 1440 / 60);
  const unit = (n, zh, en) => (n ? `${n}${english ? ` ${en} ` : zh}` : '');
  if (days) return (unit(days, '天', 'd') + (days < 7 ? unit(hours, '小时', 'h') : '')).trim();
  if (hours) return (unit(hours, '小时', 'h') + unit(minutes % 60, '分', 'min')).trim();
  return unit(minutes, '分钟', 'min').trim();
}
