import seaborn as sns; sns.set()
import plotly.graph_objects as go
import plotly.express as px
{answer}
go.Figure(data=[go.Scatter(x=[1], y=[2])]).show()
sns.heatmap([[1.0]], annot=True)
