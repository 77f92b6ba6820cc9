// words_sso: what the pages say about single sign-on, Chinese and English.

export const sso = {
  sso_sign_in: ['统一登录', 'Single sign-on'],
  sso_or_local: ['或者用本系统账号登录', 'or with a login of this system'],
  sso_waiting: ['正在等统一登录的回答…', 'Waiting for the sign-in service…'],
  sso_code_hint: ['您的账号还要输动态码。', 'Your account asks for a code as well.'],
  sso_send_code: ['继续', 'Go on'],
  user_untie: ['解除统一登录绑定', 'Untie from single sign-on'],
  'act_user.tied': ['绑定统一登录身份', 'tied to an identity of the sign-in service'],
  'act_user.untied': ['解除统一登录绑定', 'untied from the sign-in service'],
};
