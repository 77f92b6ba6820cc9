// words_units: whom of a unit to tell of its cases, Chinese and English.

export const units = {
  contacts: ['提醒承办单位', 'Telling units'],
  contacts_hint: ['新派、催办、快到期、超期、升级、退回重办时，按单位的上班时间发短信或企业微信卡片，多件合成一条，十分钟内最多一条；紧急件随时发。里面没有市民的任何信息。',
    'New, urged, due soon, overdue, escalated, returned: by SMS or a WeCom card in the unit’s hours, many in one, at most one in ten minutes; urgent ones at any time. Nothing of the citizen is in it.'],
  contacts_none: ['还没有登记，单位在办理台上看。', 'Nobody is named yet; units see their cases at the desk.'],
  contacts_no_account: ['没有能发提醒的通道：规则里配置短信或企业微信通道后可用。', 'No channel can tell units: set up SMS or WeCom in the rules.'],
  contact_unit: ['单位', 'Unit'],
  contact_account: ['通道', 'Channel'],
  contact_address: ['手机号或企业微信账号', 'Mobile number or WeCom name'],
  contact_add: ['登记', 'Name'],
  contact_drop: ['删除', 'Remove'],
  'act_contact.add': ['登记提醒对象', 'named whom to tell'],
  'act_contact.drop': ['删除提醒对象', 'removed whom to tell'],
};
