/* contacts_api: whom of a unit to tell of its cases, for the administrator.
 *
 *     GET  /desk/api/contacts   contacts (addresses shortened), units, accounts that can tell
 *     POST /desk/api/contacts   {"act":"add","unit","account","address"} | {"act":"drop","id"}
 *
 * An address is a mobile number (SMS) or a member's name in WeCom. It is somebody's personal data:
 * sealed like a citizen's, shown shortened, and in no rule file, since people change their post
 * more often than rules do. */
#include "gateway/store/people.h"
#include "gateway/store/unit_notices.h"
#include "gateway/web/desk_work.h"

#include "dsl/base/utf8.h"

enum { ADDRESS_MOST = 64, SHOWN = 4 };

static bool tells_units(const struct account_entry *account)
{
    return account->adapter == &adapter_wecom || account->adapter->kind == CHANNEL_SMS;
}

static bool fits(const struct account_entry *account, struct view address)
{
    bool wecom = account->adapter == &adapter_wecom;
    if (!address.n || address.n > ADDRESS_MOST ||
        (!wecom && (address.n != 11 || *address.p != '1')))
        return false;
    for (size_t i = 0; i < address.n; i++) {
        char c = address.p[i];
        bool digit = c >= '0' && c <= '9';
        bool other = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '_' ||
                     c == '-' || c == '@';
        if (!digit && !(wecom && other))
            return false;
    }
    return true;
}

/* ---- the list ---- */

static struct view shortened(struct view address, struct arena *arena)
{
    struct buf text;
    buf_init(&text, 2 * ADDRESS_MOST);
    buf_text(&text, "…");
    buf_view(&text, address.n > SHOWN ? view_sub(address, address.n - SHOWN, address.n) : address);
    struct view kept = buf_keep(&text, arena);
    buf_free(&text);
    return kept;
}

static json_t *contact_json(struct desk_call *call, const struct unit_contact *contact)
{
    struct person person;
    json_t *one = json_object();
    json_put_int(one, "id", contact->id);
    json_put(one, "unit", contact->unit);
    json_put_int(one, "at", contact->at);
    if (people_get(call->reader, contact->person, call->arena, &person) != STORE_OK)
        return one;
    const struct account_entry *account = accounts_by_id(call->setup->accounts, person.account);
    json_put(one, "address", shortened(person.sender, call->arena));
    json_put(one, "account", account ? account->account.name : VIEW(""));
    return one;
}

static json_t *accounts_json(struct desk_call *call)
{
    json_t *list = json_array();
    for (size_t i = 0; i < accounts_count(call->setup->accounts); i++) {
        const struct account_entry *account = accounts_at(call->setup->accounts, i);
        json_t *one = json_object();
        json_put_int(one, "id", account->id);
        json_put(one, "name", account->account.name);
        json_put(one, "kind", view_of(account->adapter->name));
        if (tells_units(account))
            json_array_append(list, one);
        json_decref(one);
    }
    return list;
}

static void list_contacts(struct desk_call *call)
{
    struct unit_contact *contacts;
    size_t count;
    if (unit_contacts_list(call->reader, VIEW(""), call->arena, &contacts, &count) != STORE_OK) {
        web_error(call->response, WEB_BUSY);
        return;
    }
    json_t *root = json_object(), *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, contact_json(call, &contacts[i]));
    json_object_set_new(root, "contacts", list);
    json_object_set_new(root, "accounts", accounts_json(call));
    web_json(call->response, root);
}

/* ---- changing it ---- */

struct contact_job {
    struct desk_call *call;
    struct unit_contact contact;
    int64_t account;
    struct view address;
};

static enum store_error record(struct store *store, const struct contact_job *job,
                               const char *action)
{
    struct audit_row row = {.at = job->call->now,
                            .user = job->call->user.id,
                            .action = view_of(action),
                            .detail = job->contact.unit};
    return audit_add(store, &row);
}

static enum store_error add_job(struct store *store, void *argument)
{
    struct contact_job *job = argument;
    struct person person;
    enum store_error error =
        people_meet(store, job->account, job->address, job->call->now, job->call->arena, &person);
    job->contact.person = person.id;
    if (error == STORE_OK)
        error = unit_contacts_add(store, &job->contact, &job->contact.id);
    return error == STORE_OK ? record(store, job, "contact.add") : error;
}

static enum store_error drop_job(struct store *store, void *argument)
{
    struct contact_job *job = argument;
    enum store_error error = unit_contacts_drop(store, job->contact.id);
    return error == STORE_OK ? record(store, job, "contact.drop") : error;
}

static bool is_unit(struct desk_call *call, struct view code)
{
    struct rules_held *held = rulebook_take(call->setup->rulebook);
    bool found = held && code.n && rules_find(&held->rules, NOUN_UNIT, code) >= 0;
    if (held)
        rulebook_put(call->setup->rulebook, held);
    return found;
}

static enum web_error add(struct desk_call *call, const json_t *body)
{
    struct contact_job job = {.call = call,
                              .account = json_integer_value(json_object_get(body, "account")),
                              .address = view_trim(json_text(body, "address", call->arena)),
                              .contact = {.at = call->now,
                                          .user = call->user.id,
                                          .unit = json_text(body, "unit", call->arena)}};
    const struct account_entry *account = accounts_by_id(call->setup->accounts, job.account);
    if (!is_unit(call, job.contact.unit))
        return WEB_NO_UNIT;
    if (!account || !tells_units(account) || !fits(account, job.address))
        return WEB_BAD_ADDRESS;
    enum store_error error = turn_write(call->setup->turn, add_job, &job);
    return error == STORE_CONFLICT ? WEB_OK : web_error_of(error); /* there already */
}

static enum web_error change(struct desk_call *call, const json_t *body)
{
    struct view act = json_text(body, "act", call->arena);
    struct contact_job job = {.call = call};
    if (view_is(act, "add"))
        return add(call, body);
    job.contact.id = json_integer_value(json_object_get(body, "id"));
    job.contact.unit = VIEW("");
    if (!view_is(act, "drop") || job.contact.id < 1)
        return WEB_BAD_REQUEST;
    return web_error_of(turn_write(call->setup->turn, drop_job, &job));
}

void contacts_handle(struct desk_call *call)
{
    if (view_is(call->request->method, "GET")) {
        list_contacts(call);
        return;
    }
    json_t *body = json_body(call->request);
    enum web_error error = body ? change(call, body) : WEB_BAD_REQUEST;
    json_decref(body);
    if (error == WEB_OK)
        web_json(call->response, json_pack("{sb}", "done", 1));
    else
        web_error(call->response, error);
}
