//! Elements made by calls: what pages and parts are made of.
//!
//! ```ignore
//! el("p").class("hint").text(move || text::waiting(now()))
//! ```
//!
//! `view!` compiles a type of its own for every element, with its attributes, closures and children in it: a kilobyte
//! and more for each in what a browser loads. Here all elements are of one type, and what changes is a boxed closure;
//! `docs/DESIGN.md` has the figures. Components, signals, mounting and everything reactive are Leptos's.

mod render;

use std::{any::Any, cell::LazyCell};

use leptos::{
    prelude::*,
    tachys::{
        html::{element::ElementType, node_ref::NodeRefContainer},
        reactive_graph::OwnedView,
        view::{self, Mountable},
    },
};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, Event};

use self::render::Dynamic;
pub(super) use self::render::Made;
use crate::{language::Text, reactive::Reaction};

/// An element that is there already, with all that keeps it up to date. Nothing shows before it is mounted.
///
/// One pointer, so that a chain of calls hands on no more than that.
pub struct El(Box<SendWrapper<Parts>>);

struct Parts {
    element: Element,
    /// Effects, listeners and the states of what is inside: they live as long as the element.
    kept: Vec<Box<dyn Any>>,
}

/// Makes an element.
#[inline(never)]
pub fn el(tag: &'static str) -> El {
    El::of(document().create_element(tag))
}

/// Makes an element of a drawing.
pub fn svg(tag: &'static str) -> El {
    El::of(document().create_element_ns(Some("http://www.w3.org/2000/svg"), tag))
}

/// What a closure gives, anew whenever a signal that it reads has changed.
pub fn dynamic<V: IntoAny>(mut view: impl FnMut() -> V + Send + 'static) -> AnyView {
    Dynamic(Box::new(move || view().into_any())).into_any()
}

/// Several views one after the other.
pub fn several<const N: usize>(views: [AnyView; N]) -> AnyView {
    Vec::from(views).into_any()
}

/// One of several views, each of which stays as long as something of the same key is there.
pub struct Keyed {
    key: String,
    view: Box<dyn FnOnce() -> AnyView + Send>,
}

impl Keyed {
    /// A view, which is made when its key is there for the first time.
    pub fn new(key: String, view: impl FnOnce() -> AnyView + Send + 'static) -> Self {
        Self { key, view: Box::new(view) }
    }
}

/// The views that a closure gives, kept up to date; those whose keys stay are not made anew.
pub fn keyed(views: impl Fn() -> Vec<Keyed> + Send + Sync + 'static) -> AnyView {
    boxed_keyed(Box::new(views))
}

fn boxed_keyed(views: Box<dyn Fn() -> Vec<Keyed> + Send + Sync>) -> AnyView {
    let parent = Owner::current().unwrap_or_default();
    dynamic(move || {
        let parent = parent.clone();
        // An owner remembers whom it ever had below it: those that come together are one entry.
        let together = LazyCell::new(move || parent.with(Owner::new));
        // Each view has an owner of its own, which stays when others come and go.
        let view = move |_, it: Keyed| {
            let owner = together.with(Owner::new);
            let view = owner.with(|| {
                let together = together.clone();
                on_cleanup(move || drop(together));
                (it.view)()
            });
            (drop::<usize>, OwnedView::new_with_owner(view, owner))
        };
        view::keyed::keyed(views(), |it: &Keyed| it.key.clone(), view)
    })
}

impl El {
    fn of(made: Result<Element, JsValue>) -> Self {
        // A browser refuses only names that are none; all of ours are constants.
        let element = made.unwrap_or_else(|error| wasm_bindgen::throw_val(error));
        Self(Box::new(SendWrapper::new(Parts { element, kept: Vec::new() })))
    }

    /// The element itself.
    pub fn node(&self) -> Element {
        self.0.element.clone()
    }

    /// The element as the type that its tag has.
    pub fn node_as<T: JsCast>(&self) -> T {
        self.node().unchecked_into()
    }

    /// Hands the element to a [`NodeRef`].
    pub fn refer<E: ElementType>(self, node_ref: NodeRef<E>) -> Self
    where
        E::Output: JsCast + Clone + 'static,
    {
        NodeRefContainer::<E>::load(node_ref, &self.0.element);
        self
    }

    /// Sets the classes.
    pub fn class(self, names: &str) -> Self {
        self.attr("class", names)
    }

    /// Sets an attribute.
    pub fn attr(self, name: &'static str, value: impl Words) -> Self {
        value.name_in(self, name)
    }

    #[inline(never)]
    fn attr_str(self, name: &'static str, value: &str) -> Self {
        let _ = self.0.element.set_attribute(name, value);
        self
    }

    /// Sets an attribute, if it has a value.
    pub fn attr_if<V: AsRef<str>>(self, name: &'static str, value: Option<V>) -> Self {
        match value {
            Some(value) => self.attr_str(name, value.as_ref()),
            None => self,
        }
    }

    /// Keeps an attribute up to date; it is absent while there is no value.
    pub fn bind<V: Into<String>>(
        self,
        name: &'static str,
        value: impl Fn() -> Option<V> + 'static,
    ) -> Self {
        self.bind_boxed(name, Box::new(move || value().map(Into::into)))
    }

    #[inline(never)]
    fn bind_boxed(self, name: &'static str, value: Box<dyn Fn() -> Option<String>>) -> Self {
        let element = self.node();
        self.watch_boxed(Box::new(move |before| {
            let _ = match (value(), before) {
                (Some(value), _) => element.set_attribute(name, &value),
                (None, Some(())) => element.remove_attribute(name),
                // Nothing has set it yet.
                (None, None) => Ok(()),
            };
        }))
    }

    /// Keeps an attribute up to date that is `true` or `false`.
    pub fn bind_bool(self, name: &'static str, value: impl Fn() -> bool + 'static) -> Self {
        self.bind(name, move || Some(if value() { "true" } else { "false" }))
    }

    /// Keeps an attribute up to date that is `true` or absent.
    pub fn bind_true(self, name: &'static str, value: impl Fn() -> bool + 'static) -> Self {
        self.bind(name, move || value().then_some("true"))
    }

    /// Has a class while the condition holds.
    pub fn class_if(self, name: &'static str, condition: impl Fn() -> bool + 'static) -> Self {
        self.class_if_boxed(name, Box::new(condition))
    }

    #[inline(never)]
    fn class_if_boxed(self, name: &'static str, condition: Box<dyn Fn() -> bool>) -> Self {
        let classes = self.0.element.class_list();
        self.watch(move || {
            let _ = classes.toggle_with_force(name, condition());
        })
    }

    /// Keeps a property up to date, for what an attribute does not reach once a person has typed.
    pub fn prop<V: Into<JsValue>>(
        self,
        name: &'static str,
        value: impl Fn() -> V + 'static,
    ) -> Self {
        let element = self.node();
        self.watch(move || {
            let _ = js_sys::Reflect::set(&element, &name.into(), &value().into());
        })
    }

    /// Calls back on an event.
    pub fn on(self, event: &'static str, listener: impl FnMut(Event) + 'static) -> Self {
        self.on_boxed(event, Box::new(listener))
    }

    #[inline(never)]
    fn on_boxed(mut self, event: &'static str, mut listener: Box<dyn FnMut(Event)>) -> Self {
        // What a listener reads is not followed, and what it makes belongs to the element.
        let owner = Owner::current();
        let listener: Box<dyn FnMut(Event)> = Box::new(move |event| match &owner {
            Some(owner) => owner.with(|| untrack(|| listener(event))),
            None => listener(event),
        });
        let listener = Listener { element: self.node(), event, closure: Closure::wrap(listener) };
        let _ = self.0.element.add_event_listener_with_callback(event, listener.callback());
        self.keep(listener);
        self
    }

    /// Adds a text.
    pub fn say(self, text: impl Words) -> Self {
        text.said_by(self)
    }

    #[inline(never)]
    fn say_str(self, text: &str) -> Self {
        let _ = self.0.element.append_child(&document().create_text_node(text));
        self
    }

    /// Adds a text that is kept up to date.
    pub fn text<V: Into<String>>(self, text: impl Fn() -> V + 'static) -> Self {
        self.text_boxed(Box::new(move || text().into()))
    }

    #[inline(never)]
    fn text_boxed(self, text: Box<dyn Fn() -> String>) -> Self {
        let node = document().create_text_node("");
        let _ = self.0.element.append_child(&node);
        self.watch(move || node.set_data(&text()))
    }

    /// Adds what is inside.
    pub fn add(mut self, view: impl IntoAny) -> Self {
        self.put(view.into_any());
        self
    }

    /// Adds what is inside, if there is something.
    pub fn add_if<V: IntoAny>(self, view: Option<V>) -> Self {
        match view {
            Some(view) => self.add(view),
            None => self,
        }
    }

    /// Adds what a closure gives, anew whenever a signal that it reads has changed.
    pub fn show<V: IntoAny>(self, view: impl FnMut() -> V + Send + 'static) -> Self {
        self.add(dynamic(view))
    }

    /// Does something now, and again whenever a signal that it reads has changed.
    pub fn watch(self, mut work: impl FnMut() + 'static) -> Self {
        self.watch_boxed(Box::new(move |_| work()))
    }

    #[inline(never)]
    fn watch_boxed(mut self, work: Box<dyn FnMut(Option<()>)>) -> Self {
        self.keep(Reaction::new(work));
        self
    }

    #[inline(never)]
    fn put(&mut self, view: AnyView) {
        let mut state = view.build();
        state.mount(&self.0.element, None);
        self.keep(state);
    }

    fn keep<T: 'static>(&mut self, kept: T) {
        self.0.kept.push(Box::new(kept));
    }
}

/// What an element can say, or have as an attribute: a text of the page, in its language, or any other.
pub trait Words {
    /// Adds the words to an element.
    fn said_by(self, element: El) -> El;
    /// Sets an attribute to the words.
    fn name_in(self, element: El, attribute: &'static str) -> El;
}

impl<T: AsRef<str> + ?Sized> Words for &T {
    fn said_by(self, element: El) -> El {
        element.say_str(self.as_ref())
    }

    fn name_in(self, element: El, attribute: &'static str) -> El {
        element.attr_str(attribute, self.as_ref())
    }
}

/// Not inlined, so that looking a text up is compiled once.
impl Words for Text {
    #[inline(never)]
    fn said_by(self, element: El) -> El {
        element.say_str(self.get())
    }

    #[inline(never)]
    fn name_in(self, element: El, attribute: &'static str) -> El {
        element.attr_str(attribute, self.get())
    }
}

/// A listener at work. It takes itself away in time: an event goes on through elements that it was the end of.
struct Listener {
    element: Element,
    event: &'static str,
    closure: Closure<dyn FnMut(Event)>,
}

impl Listener {
    fn callback(&self) -> &js_sys::Function {
        self.closure.as_ref().unchecked_ref()
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self.element.remove_event_listener_with_callback(self.event, self.callback());
    }
}
