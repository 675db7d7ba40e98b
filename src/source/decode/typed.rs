//! Values that say of what type they are, as databases of documents export them: `{"title": {"S": "Ferry to stay"}}`
//! (DynamoDB), `{"title": {"stringValue": "Ferry to stay"}}` (Firestore).

use super::json::Json;

/// Types, folded.
const TYPES: [&str; 22] = [
    "s",
    "n",
    "b",
    "bool",
    "null",
    "l",
    "m",
    "ss",
    "ns",
    "stringvalue",
    "integervalue",
    "doublevalue",
    "booleanvalue",
    "timestampvalue",
    "nullvalue",
    "arrayvalue",
    "mapvalue",
    "referencevalue",
    "geopointvalue",
    "datetimevalue",
    "values",
    "fields",
];

/// A record without the types, where all its members have one: its own, or those of the object it carries.
pub(super) fn plain(mut json: Json<'_>) -> Json<'_> {
    const CARRIERS: [&str; 5] = ["item", "fields", "newimage", "document", "attributes"];
    if is_typed(&json) {
        return bare(json);
    }
    if let Json::Object(members) = &mut json {
        for (_, value) in members.iter_mut().filter(|(key, value)| CARRIERS.contains(&&**key) && is_typed(value)) {
            *value = bare(std::mem::replace(value, Json::Nothing));
        }
    }
    json
}

/// Whether an object has several members, and each is an object of one member that is its type.
fn is_typed(json: &Json<'_>) -> bool {
    let Json::Object(members) = json else { return false };
    let has_type = |value: &Json<'_>| match value {
        Json::Object(inner) => matches!(&inner[..], [(key, _)] if TYPES[..TYPES.len() - 2].contains(&&**key)),
        _ => false,
    };
    members.len() > 1 && members.iter().all(|(_, value)| has_type(value))
}

/// A value without its type, and so all in it. The parser refuses more than 128 levels, so recursion is safe here.
fn bare(json: Json<'_>) -> Json<'_> {
    match json {
        Json::Object(mut members) if matches!(&members[..], [(key, _)] if TYPES.contains(&&**key)) => {
            members.pop().map_or(Json::Nothing, |(_, value)| bare(value))
        }
        Json::Object(members) => Json::Object(members.into_iter().map(|(key, value)| (key, bare(value))).collect()),
        Json::List(items) => Json::List(items.into_iter().map(bare).collect()),
        json => json,
    }
}
